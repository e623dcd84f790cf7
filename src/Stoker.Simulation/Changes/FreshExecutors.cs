using Stoker.Simulation.Programs;

namespace Stoker.Simulation.Changes;

/// <summary>
/// What slots of executors that ran nothing before cost beyond fresh slots of executors that did: their JVM has to load all classes, and to start the Python daemon. A program that starts with one task
/// warms one executor with it; the others start in a later stage, whose first uses the run of one executor saw on a warm one. Seen on 2 executors after a first task alone: 4.6 and 3.7 s a slot,
/// where the stage took 0.6 s on the second slot of the executor that was warm (decision 0112).
/// </summary>
internal static class FreshExecutors
{
    /// <summary>By stage, ms for each fresh slot, on average.</summary>
    public static double[] MoreMs(ReplayableProgram program, ClusterShape shape, int[] tasksAfter)
    {
        var (before, after) = (Shares([.. program.Stages.Select(stage => stage.TaskCount)], program.Shape), Shares(tasksAfter, shape));
        var cold = program.Stages.Where((_, position) => before[position] > 0).Select(stage => stage.ColdMs).DefaultIfEmpty(0).Max();
        return [.. program.Stages.Select((stage, position) => Math.Max(0, after[position] - before[position]) * Math.Max(0, cold - stage.ColdMs))];
    }

    /// <summary>By stage, the share of the slots that it is the first to use which are on executors that it is the first to use. Spark spreads tasks over executors (TaskSchedulerImpl.resourceOffers).</summary>
    private static double[] Shares(int[] tasks, ClusterShape shape)
    {
        var (shares, used) = (new double[tasks.Length], 0);
        for (var stage = 0; stage < tasks.Length; stage++)
        {
            var now = Math.Max(used, Math.Min(tasks[stage], shape.Slots));
            if (now > used)
            {
                var executors = Math.Min(now, shape.Executors) - Math.Min(used, shape.Executors);
                shares[stage] = Math.Min(1, executors * (now / (double)Math.Min(now, shape.Executors)) / (now - used));
            }

            used = now;
        }

        return shares;
    }
}
