using Stoker.Simulation.Programs;

namespace Stoker.Simulation.Scheduling;

/// <summary>One slot after another with the time at which it comes and goes; milliseconds from the start of the span.</summary>
/// <param name="From">When each slot comes.</param>
/// <param name="Until">When it goes.</param>
internal readonly record struct ClusterTimeline(double[] From, double[] Until)
{
    public int Slots => From.Length;

    /// <summary>Slots that are there throughout.</summary>
    public static ClusterTimeline Steady(int slots) => new(new double[slots], [.. Enumerable.Repeat(double.PositiveInfinity, slots)]);

    /// <summary>Slots of executors with lives of their own.</summary>
    public static ClusterTimeline Of(IEnumerable<SlotSpan> spans)
    {
        var slots = spans.SelectMany(span => Enumerable.Repeat(span, span.Slots)).ToList();
        return new ClusterTimeline([.. slots.Select(slot => Math.Max(0, slot.From))], [.. slots.Select(slot => slot.Until)]);
    }
}
