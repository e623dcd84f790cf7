using Stoker.Model;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;

namespace Stoker.Simulation.Programs;

/// <summary>
/// How much of their run time tasks kept a CPU busy. Tasks that wait (for a source, a service, a sleep) can share a host's CPUs with more of their kind;
/// busy ones cannot.
/// </summary>
internal static class CpuShare
{
    private const double NsPerMs = 1e6;

    public static double Of(Application application)
    {
        var (run, busy) = (0.0, 0.0);
        foreach (var stage in application.Stages)
        {
            double own = stage.Tasks.Metric(TaskMetric.ExecutorRunTime)?.Sum() ?? 0;
            run += own;

            // Python works in a process of its own, which no CPU time of Spark counts: it may have been busy all along.
            busy += RunsPython(stage) || stage.Tasks.Metric(TaskMetric.ExecutorCpuTime) is not { } cpu ? own : Math.Min(own, cpu.Sum() / NsPerMs);
        }

        return run > 0 ? busy / run : 1;
    }

    private static bool RunsPython(StageAttempt stage) => stage.Rdds.Any(rdd => IsPython(rdd.Name) || IsPython(rdd.ScopeName));

    public static bool IsPython(string? name) => name is not null
        && (name.Contains("Python", StringComparison.Ordinal) || name.Contains("Pandas", StringComparison.Ordinal) || name.Contains("InArrow", StringComparison.Ordinal));
}
