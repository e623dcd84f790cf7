using Stoker.Model;
using Stoker.Model.Jobs;
using Stoker.Model.Stages;
using Stoker.Simulation.Changes;
using Stoker.Simulation.Programs;
using Stoker.Simulation.Scheduling;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Simulation;

/// <summary>Builds programs by hand: no latencies, no cold starts, no launch cost unless said otherwise.</summary>
internal sealed class ProgramSketch
{
    private readonly List<ReplayStage> _stages = [];
    private readonly List<ReplayJob> _jobs = [];

    public double ColdMs { get; init; }

    public double LaunchMs { get; init; }

    public bool IsFair { get; init; }

    /// <summary>A stage of one task of 1 ms.</summary>
    public static ReplayStage OneTask(bool runsPython = false, double computes = 1, double cpuShare = 1, double cpuCertainty = 0) => new()
    {
        Id = new StageId(0),
        Name = "stage",
        Parents = [],
        WarmMs = [1],
        RunMs = [1],
        ColdMs = 0,
        SubmitMs = 0,
        EndMs = 0,
        LostMs = 0,
        Partitions = PartitionRule.Fixed,
        RunsPython = runsPython,
        Computes = computes,
        CpuShare = cpuShare,
        CpuCertainty = cpuCertainty,
    };

    public int Stage(float[] tasks, params int[] parents)
    {
        _stages.Add(new ReplayStage
        {
            Id = new StageId(_stages.Count),
            Name = "stage",
            Parents = parents,
            WarmMs = tasks,
            RunMs = tasks,
            ColdMs = ColdMs,
            LaunchMs = LaunchMs,
            SubmitMs = 0,
            EndMs = 0,
            LostMs = 0,
            Partitions = PartitionRule.Fixed,
            WorkMs = tasks.Sum(),
        });
        return _stages.Count - 1;
    }

    public int Job(int after, double gapMs, int[] stages, string pool = "default", double endMs = 0)
    {
        _jobs.Add(new ReplayJob { Id = new JobId(_jobs.Count), Pool = pool, After = after, GapMs = gapMs, Stages = stages, EndMs = endMs });
        return _jobs.Count - 1;
    }

    public PlannedWork Work() => PlannedWork.AsItWas(Program(new LogBuilder().ApplicationStart("app", "sketch", 0).Read(), new ClusterShape(1, 1), _stages, _jobs, IsFair));

    /// <summary>A program of an application on a cluster, without anything that it was not given.</summary>
    public static ReplayableProgram Program(Application application, ClusterShape shape, IReadOnlyList<ReplayStage> stages, IReadOnlyList<ReplayJob> jobs, bool isFair = false) => new(application)
    {
        Shape = shape,
        SpanMs = 0,
        StartUpMs = 0,
        ShutDownMs = 0,
        LostShare = 0,
        UnfinishedShare = 0,
        HasDynamicAllocation = false,
        BusyShare = 1,
        Hosts = 1,
        DriverOnlyMs = 0,
        Stages = stages,
        Jobs = jobs,
        IsFair = isFair,
    };

    public double SpanOn(int slots) => new Scheduler().Run(Work(), ClusterTimeline.Steady(slots)).SpanMs;
}
