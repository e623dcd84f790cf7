using Stoker.Simulation.Changes;
using Stoker.Simulation.Programs;

namespace Stoker.Simulation.Scheduling;

/// <summary>When the slots of a new shape come: as the executors of the run did, one after another.</summary>
internal static class Arrivals
{
    public static ClusterTimeline Of(ReplayableProgram program, ClusterShape shape) =>
        ClusterTimeline.Of(TimesOf(program, shape.Executors).Select(from => new SlotSpan(from, double.PositiveInfinity, shape.CoresPerExecutor)));

    /// <summary>
    /// When each of some executors comes, in ms of the span; negative before it. Those beyond the run's come with the last of those that were there together: what came later
    /// replaced what was lost.
    /// </summary>
    public static IEnumerable<double> TimesOf(ReplayableProgram program, int executors)
    {
        var recorded = program.RecordedSlots.Select(span => span.From).Order().ToList();
        var last = recorded[Math.Min(recorded.Count, program.Shape.Executors) - 1];
        return Enumerable.Range(0, executors).Select(executor => executor < recorded.Count ? recorded[executor] : last);
    }

    /// <summary>When those that were there together came, from the start of the span on.</summary>
    public static IReadOnlyList<double> Recorded(ReplayableProgram program) => [.. TimesOf(program, program.Shape.Executors).Select(from => Math.Max(0, from))];
}
