using Stoker.Simulation.Changes;
using Stoker.Simulation.Programs;

namespace Stoker.Simulation.Scheduling;

/// <summary>When the slots of a new shape come: as the executors of the run did, one after another.</summary>
internal static class Arrivals
{
    public static ClusterTimeline Of(ReplayableProgram program, ClusterShape shape)
    {
        var recorded = program.RecordedSlots.Select(span => Math.Max(0, span.From)).Order().ToList();
        var together = program.Shape.Executors;
        var spans = Enumerable.Range(0, shape.Executors).Select(executor => new SlotSpan(At(recorded, executor, together), double.PositiveInfinity, shape.CoresPerExecutor));
        return ClusterTimeline.Of(spans);
    }

    /// <summary>Executors beyond those of the run come with the last of those that were there together; what came later replaced what was lost.</summary>
    private static double At(List<double> recorded, int executor, int together) => executor < recorded.Count ? recorded[executor] : recorded[Math.Min(recorded.Count, together) - 1];
}
