using Stoker.Simulation.Changes;
using Stoker.Simulation.Programs;

namespace Stoker.Simulation.Scheduling;

/// <summary>When the slots of a new shape come: as the executors of the run did, one after another.</summary>
internal static class Arrivals
{
    public static ClusterTimeline Of(ReplayableProgram program, ClusterShape shape)
    {
        var recorded = program.RecordedSlots.Select(span => Math.Max(0, span.From)).Order().ToList();
        var spans = Enumerable.Range(0, shape.Executors).Select(executor => new SlotSpan(At(recorded, executor), double.PositiveInfinity, shape.CoresPerExecutor));
        return ClusterTimeline.Of(spans);
    }

    /// <summary>Executors beyond those of the run come with the last of them that came while the first job waited.</summary>
    private static double At(List<double> recorded, int executor) => executor < recorded.Count ? recorded[executor] : recorded[^1];
}
