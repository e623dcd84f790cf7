using Stoker.Simulation.Programs;

namespace Stoker.Simulation.Scheduling;

/// <summary>A program with the task times that a change leaves it, and its order turned round: who waits for whom. Read-only, shared by threads.</summary>
internal sealed class PlannedWork
{
    public PlannedWork(ReplayableProgram program, float[][] taskMs, double[] coldMs, double launchMs)
    {
        (Program, TaskMs, ColdMs, LaunchMs) = (program, taskMs, coldMs, launchMs);
        JobOfStage = new int[program.Stages.Count];
        Children = Lists(program.Stages.Count);
        Followers = Lists(program.Jobs.Count);
        for (var job = 0; job < program.Jobs.Count; job++)
        {
            if (program.Jobs[job].After is >= 0 and { } after)
            {
                Followers[after].Add(job);
            }

            foreach (var stage in program.Jobs[job].Stages)
            {
                JobOfStage[stage] = job;
                foreach (var parent in program.Stages[stage].Parents)
                {
                    Children[parent].Add(stage);
                }
            }
        }
    }

    public ReplayableProgram Program { get; }

    /// <summary>Slot time of each task of each stage on a slot that was used before.</summary>
    public float[][] TaskMs { get; }

    /// <summary>What the first task on a fresh slot pays, by stage.</summary>
    public double[] ColdMs { get; }

    public double LaunchMs { get; }

    public int[] JobOfStage { get; }

    public List<int>[] Children { get; }

    public List<int>[] Followers { get; }

    public long TaskCount => TaskMs.Sum(tasks => (long)tasks.Length);

    /// <summary>The run itself: slot times as they were.</summary>
    public static PlannedWork AsItWas(ReplayableProgram program) =>
        new(program, [.. program.Stages.Select(stage => stage.WarmMs)], [.. program.Stages.Select(stage => stage.ColdMs)], program.LaunchMs);

    /// <summary>Executor run times on a queue of slots, nothing else: what tools before us replay.</summary>
    public static PlannedWork RunTimesOnly(ReplayableProgram program) =>
        new(program, [.. program.Stages.Select(stage => stage.RunMs)], new double[program.Stages.Count], 0);

    private static List<int>[] Lists(int count)
    {
        var lists = new List<int>[count];
        for (var each = 0; each < count; each++)
        {
            lists[each] = [];
        }

        return lists;
    }
}
