using Stoker.Simulation.Changes;
using Stoker.Simulation.Programs;
using Stoker.Simulation.Scheduling;

namespace Stoker.Simulation.Predictions;

/// <summary>Says what bounds a predicted run.</summary>
internal static class Limits
{
    /// <summary>From this share of the floor in the span, slots are not what is missing.</summary>
    private const double NearFloor = 0.85;

    /// <summary>Slots of which a smaller share is busy are not what is missing, however short the floor.</summary>
    private const double FewBusy = 0.3;

    /// <summary>Share of the slot time that tasks would have without each other, below which it is CPUs that they wait for.</summary>
    private const double Waiting = 0.75;

    /// <summary>A task this many times the median of its stage stands out.</summary>
    private const double Outstanding = 3;

    /// <summary>The limit, and what it is where more slots turn out not to help.</summary>
    public static (Limit Limit, Limit BesideSlots) Of(ReplayableProgram program, PlannedWork work, Replay replay, double floorShare, PredictedRun run)
    {
        var shape = run.Shape;
        if (work.AllLaunchesMs > 0.8 * replay.SpanMs && work.TaskCount > shape.Slots)
        {
            return (Limit.LaunchRate, Limit.LaunchRate);
        }

        if (program.IsOneMachine && WaitsForCpus(program, work, shape))
        {
            return (Limit.HostCpus, Limit.HostCpus);
        }

        var floor = OfFloor(program, work, floorShare * replay.SpanMs);
        return floorShare < NearFloor && run.Utilization >= FewBusy ? (Limit.Slots, program.IsOneMachine ? Limit.HostCpus : floor) : (floor, floor);
    }

    /// <summary>What the time is made of with a slot for every task.</summary>
    private static Limit OfFloor(ReplayableProgram program, PlannedWork work, double floorMs)
    {
        if (program.DriverOnlyMs > 0.5 * floorMs)
        {
            return Limit.Driver;
        }

        var longest = 0.0;
        foreach (var tasks in work.TaskMs)
        {
            longest += StandsOut(tasks) is { } ms ? ms : 0;
        }

        return longest > 0.4 * floorMs ? Limit.LongestTask : Limit.CriticalPath;
    }

    /// <summary>The longest task of a stage, where it stands out: the median is below a third of it when more than half of the tasks are, so that nothing is sorted.</summary>
    private static float? StandsOut(float[] tasks)
    {
        if (tasks.Length < 2)
        {
            return null;
        }

        var (most, below) = (tasks.Max(), 0);
        foreach (var ms in tasks)
        {
            below += Outstanding * ms < most ? 1 : 0;
        }

        return below > tasks.Length / 2 ? most : null;
    }

    /// <summary>Whether much of the slot time would go if tasks had CPUs of their own, and starts no others beside them.</summary>
    private static bool WaitsForCpus(ReplayableProgram program, PlannedWork work, ClusterShape shape)
    {
        var (now, alone) = (0.0, 0.0);
        for (var each = 0; each < program.Stages.Count; each++)
        {
            var stage = program.Stages[each];
            var (sum, first) = (work.TaskMs[each].Sum(ms => (double)ms), Math.Min(work.TaskMs[each].Length, shape.Slots));
            now += (sum * work.Slowdown[each]) + (first * work.FirstMs[each]);
            alone += (sum * (stage.PacedMs is null ? work.Slowdown[each] : HostCpu.Stretch(stage.CpuShare, stage.CpuCertainty, stage.AtOnce, 1))) + (first * Math.Min(work.FirstMs[each], stage.FirstMs));
        }

        return alone < Waiting * now;
    }
}
