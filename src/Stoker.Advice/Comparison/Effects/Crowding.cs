using Stoker.Advice.Comparison.Matching;

namespace Stoker.Advice.Comparison.Effects;

/// <summary>
/// Tasks that run beside more others on their host take longer, since they share its CPUs, and those that run beside fewer take less. That is no other pace of the machine but the price of
/// running more at once, and belongs to what made them run so: slots, the number of tasks, skew, or other stages.
/// </summary>
internal static class Crowding
{
    /// <summary>The share of a change of pace, in ms of task time, that more or fewer tasks at once can bring about: with twice as many, a task takes at most twice as long.</summary>
    public static double ShareOf(StageFigures a, StageFigures b, double pace)
    {
        if (a.AtOnce <= 0 || b.AtOnce <= 0 || b.Running - pace <= 0)
        {
            return 0;
        }

        var (crowd, slowing) = (Math.Log(b.AtOnce / a.AtOnce), Math.Log(b.Running / (b.Running - pace)));
        return Math.Abs(crowd) < Math.Log(ComparisonThresholds.SameAtOnce) || Math.Sign(crowd) != Math.Sign(slowing) ? 0 : Math.Min(1, crowd / slowing);
    }

    /// <summary>What made the tasks run so: the largest part of the change of how many of the stage ran at once, else what ran beside it.</summary>
    public static DifferenceCause CauseOf(IReadOnlyList<(DifferenceCause Cause, double Wall)> parallelism, StageScale scale) =>
        parallelism.Where(part => part.Wall != 0).OrderByDescending(part => Math.Abs(part.Wall)).Select(part => part.Cause).DefaultIfEmpty(scale.OverlapCause).First();
}
