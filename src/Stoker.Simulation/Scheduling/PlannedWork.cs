using Stoker.Simulation.Programs;

namespace Stoker.Simulation.Scheduling;

/// <summary>A program with the task times that a change leaves it, and its order turned round: who waits for whom. Read-only, shared by threads.</summary>
internal sealed class PlannedWork
{
    public PlannedWork(ReplayableProgram program, float[][] taskMs, double[] coldMs, double[] firstMs, double[] launchMs, double[] driverShare)
    {
        (Program, TaskMs, ColdMs, FirstMs, LaunchMs, DriverShare) = (program, taskMs, coldMs, firstMs, launchMs, driverShare);
        Slowdown = new double[program.Stages.Count];
        Array.Fill(Slowdown, 1);
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

    /// <summary>What the first task of a stage on each slot pays that is in use.</summary>
    public double[] FirstMs { get; }

    /// <summary>Serial time of the driver for each task, by stage.</summary>
    public double[] LaunchMs { get; }

    /// <summary>Share of each task's slot time that is serial time of the driver too, by stage.</summary>
    public double[] DriverShare { get; }

    /// <summary>Tasks that share CPUs of hosts, by stage: they run at a pace that follows how many there are. Absent where that is as it was in the run.</summary>
    public CpuSharing?[]? Sharing { get; init; }

    /// <summary>By which factor tasks of a stage take longer where their pace is not followed: without a bound of slots, and where executors come and go as tasks wait.</summary>
    public double[] Slowdown { get; init; }

    /// <summary>Time of the span, in ms, by which it is unsure what tasks pay beside their work, where that changes.</summary>
    public double UnsureMs { get; init; }

    /// <summary>How unsure the span is, in log time, because nobody knows whether slots that were typed have a CPU each.</summary>
    public double UnsureSlots { get; init; }

    /// <summary>Hosts that running tasks are spread over.</summary>
    public double Hosts { get; init; } = 1;

    public int[] JobOfStage { get; }

    public List<int>[] Children { get; }

    public List<int>[] Followers { get; }

    public long TaskCount => TaskMs.Sum(tasks => (long)tasks.Length);

    /// <summary>Serial time of the driver for all tasks.</summary>
    public double AllLaunchesMs => TaskMs.Select((tasks, stage) => (tasks.Length * LaunchMs[stage]) + (DriverShare[stage] > 0 ? DriverShare[stage] * tasks.Sum(ms => (double)ms) : 0)).Sum();

    /// <summary>The run itself: slot times as they were.</summary>
    public static PlannedWork AsItWas(ReplayableProgram program) => new(
        program,
        [.. program.Stages.Select(stage => stage.WarmMs)],
        [.. program.Stages.Select(stage => stage.ColdMs)],
        [.. program.Stages.Select(stage => stage.FirstMs)],
        [.. program.Stages.Select(stage => stage.LaunchMs)],
        [.. program.Stages.Select(stage => stage.DriverShare)]);

    /// <summary>Executor run times on a queue of slots, nothing else: what tools before us replay.</summary>
    public static PlannedWork RunTimesOnly(ReplayableProgram program)
    {
        var nothing = new double[program.Stages.Count];
        return new(program, [.. program.Stages.Select(stage => stage.RunMs)], nothing, nothing, nothing, nothing);
    }

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
