using Stoker.Model.Settings;
using Stoker.Simulation.Programs;
using Stoker.Simulation.Scheduling;

namespace Stoker.Simulation.Changes;

/// <summary>Applies a change to the tasks of a program: what settings do to single tasks, number of partitions, CPUs of hosts, then what remedies take away.</summary>
internal sealed class ChangedWork
{
    /// <summary>By how much first uses differ from run to run, and busy tasks from what they are taken to do to each other when they are twice as many.</summary>
    private const double HarderFirst = 1.2, HarderCrowding = 1.1;

    /// <summary>By how much a file may cost more than it is taken to, where no task told; an interval of two of these reaches from half to twice as much.</summary>
    private const double HarderFiles = 1.4;

    /// <summary>By how much what a task costs whatever it reads may be more where there are more tasks, and less where there are fewer.</summary>
    private const double HarderMore = 1.25, HarderFewer = 1.1;

    /// <summary>
    /// Share of what first uses cost more or less after a change that is not sure, where other tasks told them and where they did not, and of what each task pays beside its work. Programs that sleep (bench/what-if-lab,
    /// 0112) had between two shapes 0.7 to 1.4 times the ratio of others.
    /// </summary>
    private const double UnsureTold = 0.2, UnsureSeen = 0.4, UnsureBeside = 0.4;

    /// <summary>What is paid beside the work is no more unsure than this, in log time: the rest is what was measured.</summary>
    private const double MostUnsure = 0.4;

    /// <summary>What each other slot of local mode may add to the CPU time of a task, of which none knows whether it has a CPU.</summary>
    private const double UnsureTurns = 0.15;

    /// <summary>Standard deviations from the middle of nine of ten runs to either end.</summary>
    private const double NineOfTen = 1.645;

    /// <summary>Doubt for each doubling or halving of the number of tasks, and for other slots if tasks do nothing but start, if all ran on executors of other profiles, and if all joins shuffles and adaptive execution is turned on or off.</summary>
    private const double DoubtOfTasks = 0.02, DoubtOfOverhead = 0.2, DoubtOfProfiles = 0.5, DoubtOfPlans = 0.15;

    /// <summary>No task gets shorter than this share of itself because others leave it the CPU.</summary>
    private const double LeastLeft = 0.1;

    /// <summary>From here on a host is more likely to have been full than not.</summary>
    private const double LikelyFull = 0.5;

    /// <summary>Settings by which stages get other numbers of tasks.</summary>
    private static readonly string[] ResizingKeys = ["spark.sql.files.", "spark.sql.shuffle.partitions", "spark.sql.adaptive.", "spark.default.parallelism"];

    private readonly ReplayableProgram _program;
    private readonly ClusterShape _shape;
    private readonly ChangeSet _change;
    private readonly ChangedSettings _settings;
    private readonly int[] _counts;
    private readonly (double Before, double Ratio)[] _compiled;
    private readonly PartitionMemory? _memory;
    private readonly List<string> _notes = [];
    private readonly double[] _driverShares;
    private readonly CpuSharing?[] _sharing;
    private readonly double[] _slowdowns;
    private readonly bool _shares;
    private readonly double _crowding;
    private readonly bool _isHard;

    private ChangedWork(ReplayableProgram program, ClusterShape shape, ChangeSet change, bool isForced, bool isHard)
    {
        (_program, _shape, _change) = (program, shape, change);
        _settings = new ChangedSettings(new EffectiveSettings(program.Application), change);
        _driverShares = new double[program.Stages.Count];
        _sharing = new CpuSharing?[program.Stages.Count];
        _slowdowns = [.. Enumerable.Repeat(1.0, program.Stages.Count)];
        (_shares, _crowding) = (isForced || Shares(program, shape, change), isHard ? HarderCrowding : 1);
        _isHard = isHard;
        var counts = new PartitionCounts(program, AllocationChange.SlotsPlanned(program, shape, change), _settings);
        _counts = [.. program.Stages.Select(counts.Of)];
        _compiled = CompiledTasks.Of([.. program.Stages.Select(stage => stage.TaskCount)], _counts, program.Shape.Executors);
        _memory = change.Settings.Count > 0 ? new PartitionMemory(program, shape, change) : null;
    }

    /// <summary>The work after a change, and what was taken to change beside the slots.</summary>
    public static (PlannedWork Work, IReadOnlyList<string> Notes) Of(ReplayableProgram program, ClusterShape shape, ChangeSet change) => Of(program, shape, change, isForced: false, isHard: false);

    /// <summary>The run itself, taken apart and put together as for another shape: what it differs by from the replay is the model's own doing.</summary>
    public static PlannedWork Own(ReplayableProgram program) => Of(program, program.Shape, ChangeSet.None, isForced: true, isHard: false).Work;

    /// <summary>Whether other numbers of tasks may share hosts after a change than did in the run.</summary>
    public static bool Shares(ReplayableProgram program, ClusterShape shape, ChangeSet change) =>
        shape.Executors != program.Shape.Executors || shape.CoresPerExecutor != program.Shape.CoresPerExecutor || change.Settings.Count > 0 || change.Reliefs.Any(relief => relief.EvenOut);

    /// <summary>Whether what the log does not tell can move the span: hosts that get another number of slots, first uses that are more than a hundredth of the work, or what a file costs.</summary>
    public static bool IsUnsure(ReplayableProgram program, ClusterShape shape, ChangeSet change) =>
        (shape.Slots != program.Shape.Slots || change.Settings.Count > 0)
        && (change.Settings.Keys.Any(key => Array.Exists(ResizingKeys, start => key.StartsWith(start, StringComparison.Ordinal))) || (program.BusyShare > 0 && Math.Abs(HostShape.SlotsOf(program, shape) - HostShape.SlotsOf(program, program.Shape)) > 1e-6)
            || program.Stages.Sum(stage => Math.Max(stage.FirstMs, stage.ColdMs) * Math.Min(stage.TaskCount, shape.Slots)) > 0.01 * program.WorkMs);

    /// <summary>
    /// How unsure the answer is, in log time, by what no replay shows: what first uses and starts cost where they become more or fewer; whether tasks that read input waited for it or for a CPU; another number of tasks, whose cost beside their work the log tells
    /// for the number that it has; tasks that are little but start, which depends on everything else that the machine does; resource profiles, whose executors are taken for one kind; and joins that adaptive
    /// execution may plan in another way.
    /// </summary>
    public static double Doubt(ReplayableProgram program, ClusterShape shape, ChangeSet change, PlannedWork work, double spanMs)
    {
        var beside = Math.Min(MostUnsure, work.UnsureMs / Math.Max(1, spanMs));
        var resized = program.TaskCount > 0 && work.TaskCount > 0 && shape.Slots == program.Shape.Slots ? Math.Abs(Math.Log2(work.TaskCount / (double)program.TaskCount)) : 0;
        var overhead = shape == program.Shape ? 0 : program.OverheadShare;
        var profiles = shape == program.Shape ? 0 : program.OtherProfilesShare;
        var joins = change.Settings.Keys.Any(key => key == "spark.sql.adaptive.enabled" || SkewSplit.Settings.Contains(key)) ? program.Stages.Where(stage => stage.JoinsShuffles).Sum(stage => stage.WorkMs) / Math.Max(1, program.WorkMs) : 0;
        var cpus = Math.Min(1, Math.Abs(Math.Log2(HostShape.SlotsOf(program, shape) / HostShape.SlotsOf(program, program.Shape)))) * program.Stages.Sum(stage => stage.WorkMs * stage.Computes * stage.CpuUnsure) / Math.Max(1, program.WorkMs);
        return Math.Sqrt((beside * beside) + (cpus * cpus) + (work.UnsureSlots * work.UnsureSlots) + Math.Pow(DoubtOfTasks * resized, 2) + Math.Pow(DoubtOfOverhead * overhead, 2) + Math.Pow(DoubtOfProfiles * profiles, 2) + Math.Pow(DoubtOfPlans * joins, 2));
    }

    /// <summary>The same if what the log does not tell were harder: first uses dearer, and busy tasks that share a host more in each other's way.</summary>
    public static PlannedWork Harder(ReplayableProgram program, ClusterShape shape, ChangeSet change) => Of(program, shape, change, isForced: false, isHard: true).Work;

    private static (PlannedWork Work, IReadOnlyList<string> Notes) Of(ReplayableProgram program, ClusterShape shape, ChangeSet change, bool isForced, bool isHard)
    {
        var changed = new ChangedWork(program, shape, change, isForced, isHard);
        var first = isHard ? HarderFirst : 1;
        var tasks = program.Stages.Select(changed.TasksOf).ToArray();
        var stretch = program.Stages.Select((stage, position) => first * changed.FirstStretch(stage, tasks[position].Length)).ToArray();
        var left = program.Stages.Select(changed.LeftBy).ToArray();
        var fresh = FreshExecutors.MoreMs(program, shape, [.. tasks.Select(each => each.Length)]);
        var work = new PlannedWork(
            program,
            tasks,
            [.. program.Stages.Select((stage, position) => (stage.ColdMs + fresh[position]) * stretch[position] * left[position])],
            [.. program.Stages.Select((stage, position) => stage.FirstMs * stretch[position] * left[position])],
            [.. program.Stages.Select(stage => stage.LaunchMs)],
            changed._driverShares)
        {
            Hosts = HostShape.HostsOf(program, shape),
            Sharing = Array.Exists(changed._sharing, sharing => sharing is not null) ? changed._sharing : null,
            Slowdown = changed._slowdowns,
            UnsureMs = changed.UnsureMs(tasks, stretch),
            UnsureSlots = changed.UnsureSlots(tasks),
        };
        return (work, changed._notes);
    }

    /// <summary>
    /// How unsure the span is, in log time, because Python runs in more slots of local mode at once than it did: no metric has the CPU time of Python, and nobody knows whether slots that were typed
    /// (<c>local[8]</c>) have a CPU each. The upper end is none of the gain.
    /// </summary>
    private double UnsureSlots(float[][] tasks) => !_program.IsLocal || _shape.Slots != _program.Shape.Slots ? 0 : _program.Stages.Select((stage, position) =>
    {
        var (before, after) = (Math.Min(_shape.Slots, AtOnce(stage.WarmMs)), Math.Min(_shape.Slots, AtOnce(tasks[position])));
        return stage.RunsPython && after > before ? stage.WorkMs * Math.Log(after / Math.Max(1, before)) / NineOfTen : 0;
    }).Sum() / Math.Max(1, _program.WorkMs);

    /// <summary>
    /// How far the span may be off by what tasks pay beside their work, in ms: of each stage what changes, over the tasks that run at once. It is what was taken off the tasks and is charged
    /// to others now, so that the replay of the run itself is right whatever it was.
    /// </summary>
    private double UnsureMs(float[][] tasks, double[] stretch)
    {
        if (_shape.Slots == _program.Shape.Slots && _shape.Executors == _program.Shape.Executors)
        {
            return 0;
        }

        var unsure = 0.0;
        for (var position = 0; position < tasks.Length; position++)
        {
            var (stage, count) = (_program.Stages[position], tasks[position].Length);
            var atOnce = Math.Max(1, Math.Min(count, _shape.Slots));
            var (before, after) = (stage.FirstMs * Math.Min(stage.TaskCount, _program.Shape.Slots), stage.FirstMs * stretch[position] * Math.Min(count, _shape.Slots));
            var other = (UnsureBeside * Math.Abs(BesideMs(stage, position, count))) + (_program.IsLocal ? UnsureTurns * stage.OwnCpuMs * Math.Max(0, atOnce - Math.Min(stage.TaskCount, _program.Shape.Slots)) : 0);
            var waits = _program.IsLocal ? stage.RunsPython ? 0 : 1 - stage.Computes : 1;
            unsure += waits * (((stage.IsFirstTold ? UnsureTold : UnsureSeen) * Math.Abs(after - before)) + (other * count)) / atOnce;
        }

        return unsure;
    }

    /// <summary>
    /// By which factor first uses of a stage take longer, as other numbers of executors and slots of a host have theirs at once. In local mode those that stages told did
    /// not depend on it where tasks compute (0039).
    /// </summary>
    private double FirstStretch(ReplayStage stage, int tasksAfter)
    {
        var (before, after) = (FirstAtOnce(stage.TaskCount, _program.Shape), FirstAtOnce(tasksAfter, _shape));
        return _program.IsLocal ? LocalHost.FirstStretch(stage, before.Slots, after.Slots) : HostCpu.FirstStretch(_program.ColdCpuShare, before, after);
    }

    private (double Executors, double Slots) FirstAtOnce(int tasks, ClusterShape shape)
    {
        var each = PerHost(tasks, shape);
        return (Math.Min(each, HostShape.ExecutorsOf(_program, shape)), Math.Min(each, HostShape.SlotsOf(_program, shape)));
    }

    private float[] TasksOf(ReplayStage stage, int position)
    {
        var tasks = Share(stage, position, Cut(stage, position, Copied(stage)));
        foreach (var relief in _change.Reliefs.Where(relief => relief.Stage == stage.Id))
        {
            tasks = relief.EvenOut ? Resizing.Even(tasks) : tasks;
            tasks = relief.ShareSaved > 0 ? [.. tasks.Select(ms => (float)(ms * (1 - relief.ShareSaved)))] : tasks;
        }

        return tasks;
    }

    /// <summary>What remedies leave of the first uses of a stage: their share is of all its slot time, and the first task of a Python worker is paid for Python too.</summary>
    private double LeftBy(ReplayStage stage) =>
        _change.Reliefs.Where(relief => relief.Stage == stage.Id).Aggregate(1.0, (left, relief) => left * (1 - Math.Max(0, relief.ShareSaved)));

    /// <summary>Tasks of a stage with the copies that speculation makes of late ones.</summary>
    private float[] Copied(ReplayStage stage)
    {
        var own = _shares && stage.PacedMs is { } paced ? paced : stage.WarmMs;
        var copied = Speculation.Of(stage, own, _settings);
        if (!ReferenceEquals(copied, own))
        {
            Note("tasks that run late without having more to read get a copy that takes the median time; copies of those that have more to read win nothing");
        }

        return copied;
    }

    /// <summary>Skewed partitions in pieces, and the others in as many tasks as they are to be: Spark cuts before it merges.</summary>
    private float[] Cut(ReplayStage stage, int position, float[] tasks)
    {
        var (light, pieces) = SkewSplit.Apart(stage, tasks, _settings);
        if (pieces.Length == 0)
        {
            return Resize(stage, position, tasks, _counts[position]);
        }

        Note("skewed partitions of joins are cut to the advisory size (OptimizeSkewedJoin); whether Spark does it depends on the kind of join too");
        return _counts[position] == stage.TaskCount
            ? SkewSplit.Of(stage, tasks, _settings)
            : [.. Resize(stage, position, light, Math.Max(1, _counts[position] - (tasks.Length - light.Length))), .. pieces];
    }

    /// <summary>Tasks that computed on a full host get less of it, or more, when others are as many.</summary>
    private float[] Share(ReplayStage stage, int position, float[] tasks)
    {
        var before = Math.Min(HostShape.SlotsOf(_program, _program.Shape), PerHost(AtOnce(stage.WarmMs), _program.Shape));
        var after = Math.Min(HostShape.SlotsOf(_program, _shape), PerHost(AtOnce(tasks), _shape));
        var share = DriverShare(stage, tasks, _compiled[position].Ratio);
        var driver = share * (_program.IsLocal ? LocalHost.DriverStretch(before, Math.Min(after, Math.Max(before, 1 / Math.Max(share, 1e-3)))) : 1);
        var stretch = 1 - share + driver;
        _driverShares[position] = driver / stretch;
        if (_shares && stage.PacedMs is not null)
        {
            var sharing = new CpuSharing(stage, _program.IsLocal, stage.AtOnce, _crowding);
            (_sharing[position], _slowdowns[position]) = (sharing, sharing.Slowdown(after));
            NoteSharing(stage, _slowdowns[position]);
        }
        else
        {
            stretch *= Math.Pow(_crowding, stage.Computes * Math.Abs(Math.Log2(after / before)));
        }

        return Crowded(stage, position, Math.Abs(stretch - 1) < 1e-9 ? tasks : [.. tasks.Select(ms => (float)(ms * stretch))]);
    }

    private void NoteSharing(ReplayStage stage, double slowdown)
    {
        if (Math.Abs(slowdown - 1) >= 0.01)
        {
            Note(_program.IsLocal && stage.CpuCertainty < LikelyFull
                ? "the machine is taken to have a CPU for each slot of the larger shape, which the driver, the compiler, the collector and Python workers use too"
                : "hosts had no CPU to spare (run time stood above CPU time): tasks on one host share what they had together");
        }
    }

    /// <summary>Where first uses waited for CPUs, what each task pays beside its work waits for them too; that is known for the number of slots, whatever the pace of the tasks.</summary>
    private float[] Crowded(ReplayStage stage, int position, float[] tasks)
    {
        var more = BesideMs(stage, position, tasks.Length);
        return Math.Abs(more) < 1 ? tasks : [.. tasks.Select(ms => (float)Math.Max(ms + more, LeastLeft * ms))];
    }

    /// <summary>What a task pays more, or less, beside its work and first uses, in ms.</summary>
    private double BesideMs(ReplayStage stage, int position, int tasksAfter) => _program.IsLocal ? Turns(stage, tasksAfter) : stage.OverheadMs * (FirstStretch(stage, tasksAfter) - 1) / _slowdowns[position];

    /// <summary>By how much longer a task of local mode waits for its turn on a CPU, in ms. Those that compute all the time are slowed as such.</summary>
    private double Turns(ReplayStage stage, int tasksAfter) => stage.OwnCpuMs * (1 - stage.Computes)
        * CpuTurns.Change(_program.CpuStretch, _program.Shape.Slots, Math.Min(stage.TaskCount, _program.Shape.Slots), Math.Min(tasksAfter, _shape.Slots));

    /// <summary>What the driver does for a task does not depend on the task's size, but on how well its code is compiled.</summary>
    private static double DriverShare(ReplayStage stage, float[] tasks, double compiled) =>
        stage.DriverShare <= 0 || ReferenceEquals(tasks, stage.WarmMs) ? stage.DriverShare : Math.Min(1, stage.DriverShare * compiled * stage.WarmMs.Average() / Math.Max(tasks.DefaultIfEmpty(0).Average(), 1e-3));

    /// <summary>How many tasks of a stage run at once on average, however many slots there are: while the longest runs, the others end.</summary>
    private static double AtOnce(float[] tasks)
    {
        var (all, longest) = (0.0, 0f);
        foreach (var ms in tasks)
        {
            (all, longest) = (all + ms, Math.Max(longest, ms));
        }

        return longest > 0 ? all / longest : tasks.Length;
    }

    private double PerHost(double tasks, ClusterShape shape) => Math.Max(1, tasks / HostShape.HostsOf(_program, shape));

    private float[] Resize(ReplayStage stage, int position, float[] tasks, int count)
    {
        if (count == tasks.Length || tasks.Length == 0)
        {
            return tasks;
        }

        Note(stage.Partitions switch
        {
            PartitionRule.DefaultParallelism => "stages with spark.default.parallelism partitions get as many as there are cores",
            PartitionRule.InputSplits => "input splits follow the cores until they reach spark.sql.files.maxPartitionBytes",
            PartitionRule.CoalescedShuffle => "AQE coalesces shuffles by the cores (spark.sql.adaptive.coalescePartitions.parallelismFirst)",
            _ => "shuffle partitions are split or joined as asked; their bytes stay",
        });
        if (stage.Partitions == PartitionRule.InputSplits && FileCost.Of(stage, tasks, _program.IsLocal, _isHard ? HarderFiles : 1) is { } cost)
        {
            Note(cost.IsTold
                ? "what a task costs beside its small files is what those with more and with fewer bytes tell"
                : "all tasks read small files alike, so that the log does not tell a file's cost from a task's: a file is taken to be opened in milliseconds, the rest goes with the tasks");
            return Resizing.ToShare(tasks, count, Math.Max(cost.Share, stage.DriverShare));
        }

        // Harder is that more tasks cost more each, or that fewer lose less of what they cost.
        var (paid, pays) = TaskCost.Of(stage, tasks, CompiledTasks.OldMs * _compiled[position].Before, _program.IsLocal);
        var (fewer, more) = !_isHard ? (1.0, 1.0) : count > tasks.Length ? (1.0, HarderMore) : (HarderFewer, 1.0);
        return Resizing.To(_memory?.Unspilled(stage, tasks, count) ?? tasks, count, paid / fewer, (pays * more * _compiled[position].Ratio) + (_memory?.Of(stage, count)?.SpillMs(_isHard) ?? 0));
    }

    private void Note(string note)
    {
        if (!_notes.Contains(note))
        {
            _notes.Add(note);
        }
    }
}
