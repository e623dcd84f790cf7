using Stoker.Model;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;

namespace Stoker.Simulation.Programs;

/// <summary>
/// CPUs that a host was seen to give: what tasks of one stage used at once. Tasks of other stages that got less than their part of that waited for something else, storage or a service,
/// and not for each other (decision 0082).
/// </summary>
internal sealed class HostSupply
{
    private const double NsPerMs = 1e6;

    /// <summary>Share of the run time of all stages that must have seen as many CPUs: a short stage may be a measuring error.</summary>
    private const double Enough = 0.1;

    /// <param name="application">The application.</param>
    /// <param name="hosts">Hosts that its tasks were spread over.</param>
    public HostSupply(Application application, double hosts)
    {
        List<(double Cpus, double RunMs)> seen = [];
        foreach (var stage in application.Stages)
        {
            if (stage.Totals[TaskMetric.ExecutorRunTime] is { } run and > 0 && stage.Totals[TaskMetric.ExecutorCpuTime] is { } cpu && LastedMs(stage) is { } lasted and > 0)
            {
                seen.Add((cpu / NsPerMs / lasted / Math.Max(1, hosts), run));
            }
        }

        var (all, sum) = (seen.Sum(each => each.RunMs), 0.0);
        foreach (var (cpus, run) in seen.OrderByDescending(each => each.Cpus))
        {
            sum += run;
            Cpus = cpus;
            if (sum >= Enough * all)
            {
                break;
            }
        }
    }

    /// <summary>CPUs of a host, at the least; 0 where the log does not tell.</summary>
    public double Cpus { get; }

    /// <summary>The share of a CPU that each of as many tasks on a host had, at the least.</summary>
    public double ShareOf(double atOnce) => Math.Min(1, Cpus / Math.Max(1, atOnce));

    private static double? LastedMs(StageAttempt stage) =>
        stage is { SubmissionTime: { } from, CompletionTime: { } until } ? until.EpochMilliseconds - from.EpochMilliseconds : null;
}
