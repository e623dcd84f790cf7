using Stoker.Model.Settings;
using Stoker.Simulation.Programs;
using Stoker.Simulation.Scheduling;

namespace Stoker.Simulation.Changes;

/// <summary>Applies a change to the tasks of a program: number of partitions first, then what remedies take away.</summary>
internal sealed class ChangedWork
{
    private readonly ReplayableProgram _program;
    private readonly ClusterShape _shape;
    private readonly ChangeSet _change;
    private readonly EffectiveSettings _settings;
    private readonly List<string> _notes = [];

    private ChangedWork(ReplayableProgram program, ClusterShape shape, ChangeSet change) =>
        (_program, _shape, _change, _settings) = (program, shape, change, new EffectiveSettings(program.Application));

    /// <summary>The work after a change, and what was taken to change beside the slots.</summary>
    public static (PlannedWork Work, IReadOnlyList<string> Notes) Of(ReplayableProgram program, ClusterShape shape, ChangeSet change)
    {
        var changed = new ChangedWork(program, shape, change);
        var tasks = program.Stages.Select(changed.TasksOf).ToArray();
        return (new PlannedWork(program, tasks, [.. program.Stages.Select(stage => stage.ColdMs)], program.LaunchMs), changed._notes);
    }

    private float[] TasksOf(ReplayStage stage)
    {
        var tasks = Share(stage, Resize(stage));
        foreach (var relief in _change.Reliefs.Where(relief => relief.Stage == stage.Id))
        {
            tasks = relief.EvenOut ? Resizing.Even(tasks) : tasks;
            tasks = relief.ShareSaved > 0 ? [.. tasks.Select(ms => (float)(ms * (1 - relief.ShareSaved)))] : tasks;
        }

        return tasks;
    }

    /// <summary>Tasks that computed on a full host get less of it, or more, when others are as many.</summary>
    private float[] Share(ReplayStage stage, float[] tasks)
    {
        var before = Math.Min(HostShape.SlotsOf(_program, _program.Shape), PerHost(stage.TaskCount, _program.Shape));
        var after = Math.Min(HostShape.SlotsOf(_program, _shape), PerHost(tasks.Length, _shape));
        var stretch = HostCpu.Stretch(stage.CpuShare, stage.CpuCertainty, before, after);
        if (Math.Abs(stretch - 1) < 0.01)
        {
            return tasks;
        }

        Note("hosts had no CPU to spare (run time stood above CPU time): tasks on one host share what they had together");
        return [.. tasks.Select(ms => (float)(ms * stretch))];
    }

    private double PerHost(int tasks, ClusterShape shape) => Math.Max(1, tasks / HostShape.HostsOf(_program, shape));

    private float[] Resize(ReplayStage stage)
    {
        var ratio = _shape.Slots / (double)_program.Shape.Slots;
        var count = stage.Partitions switch
        {
            PartitionRule.DefaultParallelism => Scaled(stage.TaskCount, ratio),
            PartitionRule.InputSplits => Math.Max(FewestSplits(stage), Scaled(stage.TaskCount, ratio)),
            PartitionRule.CoalescedShuffle => Coalesced(stage, ratio),
            PartitionRule.Shuffle => (int?)Asked("spark.sql.shuffle.partitions") ?? stage.TaskCount,
            _ => stage.TaskCount,
        };
        if (count == stage.TaskCount)
        {
            return stage.WarmMs;
        }

        Note(stage.Partitions);
        return Resizing.To(stage.WarmMs, count, FixedMs(stage));
    }

    private static int Scaled(int tasks, double ratio) => Math.Max(1, (int)Math.Round(tasks * ratio));

    /// <summary>Splits never grow beyond <c>spark.sql.files.maxPartitionBytes</c>.</summary>
    private int FewestSplits(ReplayStage stage)
    {
        var most = ByteSetting("spark.sql.files.maxPartitionBytes") ?? (128L << 20);
        return Math.Max(1, (int)Math.Ceiling(stage.InputBytes?.Sum(value => (double)value) / most ?? 1));
    }

    /// <summary>ShufflePartitionsUtil: the target is the bytes over the least number of partitions, between the minimum size and the advisory size.</summary>
    private int Coalesced(ReplayStage stage, double ratio)
    {
        var bytes = stage.InputBytes?.Sum(value => (double)value) ?? 0;
        var advisory = ByteSetting("spark.sql.adaptive.advisoryPartitionSizeInBytes") ?? (64L << 20);
        var smallest = ByteSetting("spark.sql.adaptive.coalescePartitions.minPartitionSize") ?? (1L << 20);
        var isParallel = !string.Equals(Setting("spark.sql.adaptive.coalescePartitions.parallelismFirst"), "false", StringComparison.OrdinalIgnoreCase);
        var least = isParallel ? Math.Max(1, _program.Shape.Slots * ratio) : 1;
        var before = Partitions(isParallel ? _program.Shape.Slots : 1);
        var after = Partitions(least);

        // What the rule gives for the run itself may miss what ran (several shuffles share the minimum): only its ratio is used.
        return before == after ? stage.TaskCount : Math.Max(1, (int)Math.Round(stage.TaskCount * after / (double)before));

        int Partitions(double minimum) => Math.Max(1, (int)Math.Ceiling(bytes / Math.Max(Math.Min(Math.Ceiling(bytes / minimum), advisory), smallest)));
    }

    /// <summary>What a task costs whatever its size: the smallest of many, or little.</summary>
    private static double FixedMs(ReplayStage stage) => stage.TaskCount < 8 ? Math.Min(10, stage.WarmMs.Min()) : stage.WarmMs.Order().ElementAt(stage.TaskCount / 20) * 0.5;

    private long? ByteSetting(string key) => Setting(key) is { } text ? EffectiveSettings.ParseBytes(text) : null;

    private string? Setting(string key) => _change.Settings.GetValueOrDefault(key) ?? _settings.Find(key);

    private long? Asked(string key) => _change.Settings.TryGetValue(key, out var text) && long.TryParse(text, out var number) ? number : null;

    private void Note(PartitionRule rule)
    {
        Note(rule switch
        {
            PartitionRule.DefaultParallelism => "stages with spark.default.parallelism partitions get as many as there are cores",
            PartitionRule.InputSplits => "input splits follow the cores until they reach spark.sql.files.maxPartitionBytes",
            PartitionRule.CoalescedShuffle => "AQE coalesces shuffles by the cores (spark.sql.adaptive.coalescePartitions.parallelismFirst)",
            _ => "shuffle partitions are split or joined as asked; their bytes stay",
        });
    }

    private void Note(string note)
    {
        if (!_notes.Contains(note))
        {
            _notes.Add(note);
        }
    }
}
