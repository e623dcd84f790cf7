using Stoker.Simulation.Programs;
using Stoker.Simulation.Scheduling;

namespace Stoker.Simulation.Changes;

/// <summary>What a run with dynamic allocation tells of how its executors came and went, where settings leave it open: vendors start with more than Spark does.</summary>
internal static class RecordedAllocation
{
    /// <summary>When executors came that no waiting task can have asked for, in ms of the span, ascending: those that the run started with.</summary>
    /// <param name="program">The program.</param>
    /// <param name="backlogMs">Tasks wait for this long before executors are asked for.</param>
    public static IReadOnlyList<double> InitialAtMs(ReplayableProgram program, double backlogMs)
    {
        var came = program.RecordedSlots.Select(span => Math.Max(0, span.From)).Order().ToList();
        var demand = Demand(program, backlogMs);
        var (initial, at, most) = (0, 0, 0.0);
        for (var count = 1; count <= came.Count; count++)
        {
            for (; at < demand.Count && demand[at].Time <= came[count - 1]; at++)
            {
                most = Math.Max(most, demand[at].Tasks);
            }

            initial = count > Math.Ceiling(most / program.Shape.CoresPerExecutor) ? count : initial;
        }

        return came.GetRange(0, initial);
    }

    /// <summary>Whether an executor was given back while the program went on.</summary>
    public static bool GivesBack(ReplayableProgram program) => program.RecordedSlots.Any(span => span.Until < program.SpanMs);

    /// <summary>Tasks of stages that were submitted and not done, from the time on at which they could ask for executors.</summary>
    private static List<(double Time, double Tasks)> Demand(ReplayableProgram program, double backlogMs)
    {
        var start = program.Application.StartTime.EpochMilliseconds + program.StartUpMs;
        var changes = new List<(double Time, double Tasks)>();
        foreach (var stage in program.Application.Stages.Where(stage => stage.SubmissionTime is not null))
        {
            var submitted = stage.SubmissionTime!.Value.EpochMilliseconds - start; // chosen for having one
            changes.Add((submitted + backlogMs, stage.Tasks.Count));
            changes.Add((Math.Max(submitted + backlogMs, (stage.CompletionTime?.EpochMilliseconds ?? double.PositiveInfinity) - start), -stage.Tasks.Count));
        }

        changes.Sort((left, right) => left.Time != right.Time ? left.Time.CompareTo(right.Time) : right.Tasks.CompareTo(left.Tasks));
        var (demand, now) = (new List<(double, double)>(changes.Count), 0.0);
        foreach (var (time, tasks) in changes)
        {
            now += tasks;
            demand.Add((time, now));
        }

        return demand;
    }
}
