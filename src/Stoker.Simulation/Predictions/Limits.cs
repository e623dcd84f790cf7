using Stoker.Simulation.Changes;
using Stoker.Simulation.Programs;
using Stoker.Simulation.Scheduling;

namespace Stoker.Simulation.Predictions;

/// <summary>Says what bounds a predicted run.</summary>
internal static class Limits
{
    /// <summary>From this share of the floor in the span, slots are not what is missing.</summary>
    private const double NearFloor = 0.85;

    /// <summary>A task this many times the median of its stage stands out.</summary>
    private const double Outstanding = 3;

    public static Limit Of(ReplayableProgram program, PlannedWork work, Replay replay, double floorMs, ClusterShape shape)
    {
        if (work.AllLaunchesMs > 0.8 * replay.SpanMs && work.TaskCount > shape.Slots)
        {
            return Limit.LaunchRate;
        }

        if (floorMs < NearFloor * replay.SpanMs)
        {
            return Limit.Slots;
        }

        if (program.DriverOnlyMs > 0.5 * floorMs)
        {
            return Limit.Driver;
        }

        var longest = 0.0;
        foreach (var tasks in work.TaskMs)
        {
            if (tasks.Length >= 2)
            {
                var sorted = tasks.Order().ToArray();
                longest += sorted[^1] > Outstanding * sorted[sorted.Length / 2] ? sorted[^1] : 0;
            }
        }

        return longest > 0.4 * floorMs ? Limit.LongestTask : Limit.CriticalPath;
    }
}
