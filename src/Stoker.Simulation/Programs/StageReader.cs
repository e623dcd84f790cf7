using Stoker.Model;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;

namespace Stoker.Simulation.Programs;

/// <summary>Makes stages to replay out of the attempts that ran in one job.</summary>
/// <param name="application">The application.</param>
/// <param name="held">What its tasks held.</param>
/// <param name="overhead">What they paid beside their work.</param>
/// <param name="hosts">Hosts that its tasks were spread over.</param>
/// <param name="slotsOnHost">Slots of a host, where it is one of a cluster that can have more; absent where all share one machine, whose CPUs nobody tells.</param>
internal sealed class StageReader(Application application, HeldSlots held, TaskOverhead overhead, int hosts, double? slotsOnHost)
{
    private readonly PartitionRules _rules = new(application);
    private readonly HostCpu _cpu = new(application);
    private readonly HostSupply _supply = new(application, hosts);
    private readonly PreparedStages _prepared = new(application);
    private readonly FirstUses _firstUses = new(application, held, overhead);
    private readonly DriverWork _driver = new(application, held);
    private readonly Lazy<CpuTurns> _turns = new(() => new CpuTurns(application, held));
    private readonly Dictionary<StageId, InputScan> _scans = ScanReader.Of(application);
    private readonly Lazy<TasksAtOnce> _atOnce = new(() => new TasksAtOnce(application, held, hosts));
    private readonly bool _isLocal = application.Executors.Any(executor => executor.IsDriver && executor.MaxTasks > 0);

    /// <summary>Share of the CPU that first tasks on fresh slots got while they deserialized.</summary>
    public double ColdCpuShare => _firstUses.CpuShare;

    /// <summary>Time that CPU work of tasks of local mode took over its CPU time; 1 on clusters, where nobody asks.</summary>
    public double CpuStretch => _isLocal ? _turns.Value.Stretch : 1;

    /// <summary>CPUs that a host was seen to give.</summary>
    public double SeenCpus => _supply.Cpus;

    /// <summary>Reads a stage.</summary>
    /// <param name="positions">Its attempts in that job, by their position in the application.</param>
    /// <param name="parents">Positions of its parents in the program.</param>
    /// <param name="readyTime">When its parents were there and its job had started.</param>
    public ReplayStage Read(IReadOnlyList<int> positions, int[] parents, long readyTime)
    {
        var first = application.Stages[positions[0]];
        var (rows, lostMs) = Winners(positions);
        var uses = _firstUses.Of(positions[0]);
        var driver = _driver.Of(positions[0]);
        var (warm, run, bytes) = (new float[rows.Count], new float[rows.Count], new float[rows.Count]);
        for (var index = 0; index < rows.Count; index++)
        {
            var (position, row) = rows[index];
            var tasks = application.Stages[position].Tasks;
            var whole = held.HeldMs(position)[row];
            var beside = position == positions[0] && uses.EachMs is { } each ? each[row] : held.IsFirst(position)[row] ? uses.ColdMs : held.Opens(position)[row] ? uses.FirstMs : 0;
            warm[index] = (float)Math.Max(whole - beside - driver.WaitOf(tasks, row, whole), Math.Min(whole, 1));
            run[index] = tasks.Metric(TaskMetric.ExecutorRunTime) is { } column ? column[row] : whole;
            bytes[index] = TaskBytes.Of(tasks, row);
        }

        var last = application.Stages[positions[^1]];
        var (cpuShare, cpuCertainty, cpuUnsure) = _cpu.Of(first, held.Opens(positions[0]));
        var stage = new ReplayStage
        {
            Id = first.Id.Stage,
            Name = first.Name,
            Parents = parents,
            WarmMs = warm,
            RunMs = run,
            InputBytes = bytes.Any(value => value > 0) ? bytes : null,
            RecordsRead = RecordsRead(positions),
            ColdMs = uses.ColdMs,
            FirstMs = uses.FirstMs,
            IsFirstTold = uses.IsTold,
            OverheadMs = overhead.Of(positions[0]),
            OwnCpuMs = _isLocal ? _turns.Value.CpuMs(positions[0]) : 0,
            LaunchMs = _driver.LaunchMs,
            DriverShare = driver.Share,
            Scan = _scans.TryGetValue(first.Id.Stage, out var scan) ? scan : null,
            JoinsShuffles = _rules.JoinsShuffles(first),
            Profile = first.ResourceProfile,
            RunsPython = HostCpu.RunsPython(first),
            Computes = HostCpu.Computes(first, held.Opens(positions[0])),
            SubmitMs = Math.Max(0, (first.SubmissionTime?.EpochMilliseconds ?? readyTime) - readyTime),
            PrepareMs = _prepared.PrepareMs(positions[0]),
            CpuShare = cpuShare,
            CpuCertainty = cpuCertainty,
            CpuUnsure = cpuUnsure,
            EndMs = EndMs(last, positions[^1]),
            LostMs = lostMs,
            Partitions = _rules.Of(first, rows.Count, _scans.ContainsKey(first.Id.Stage)),
            WorkMs = warm.Sum(value => (double)value),
        };
        return Paced(stage, positions[0], rows);
    }

    /// <summary>Tasks that shared CPUs ran at a pace that followed how many there were: their times are taken to one pace, so that another schedule can have its own.</summary>
    private ReplayStage Paced(ReplayStage stage, int position, IReadOnlyList<(int Position, int Row)> rows)
    {
        if ((_isLocal ? stage.Computes : stage.CpuCertainty) <= 0)
        {
            return stage;
        }

        var tasks = _atOnce.Value.Of(position);
        var atOnce = tasks.AtOnce();
        if (slotsOnHost is { } slots)
        {
            stage = stage with { CpuCertainty = stage.CpuCertainty * HostCpu.FillsHost(atOnce, slots) };
            if (stage.CpuCertainty <= 0)
            {
                return stage;
            }
        }

        if (!_isLocal && _supply.ShareOf(atOnce) is var least && least > stage.CpuShare)
        {
            stage = stage with { CpuShare = least, CpuCertainty = stage.CpuCertainty * HostCpu.HinderedBy(least) };
            if (stage.CpuCertainty <= 0)
            {
                return stage;
            }
        }

        var sharing = new CpuSharing(stage, _isLocal, atOnce);
        var paces = rows.Select(row => row.Position).Distinct().ToDictionary(each => each, each => (each == position ? tasks : _atOnce.Value.Of(each)).Paces(sharing));
        var paced = new float[rows.Count];
        for (var index = 0; index < paced.Length; index++)
        {
            paced[index] = (float)(stage.WarmMs[index] * paces[rows[index].Position][rows[index].Row]);
        }

        return stage with { AtOnce = atOnce, PacedMs = paced };
    }

    /// <summary>
    /// The first success of each index, in the order in which indices were first launched, and the slot time of all other attempts. That order is not
    /// always the index's: tasks with a preferred place go before those without.
    /// </summary>
    private (IReadOnlyList<(int Position, int Row)> Rows, double LostMs) Winners(IReadOnlyList<int> positions)
    {
        if (positions.Count == 1 && InOrderOfLaunch(application.Stages[positions[0]].Tasks) is { } each)
        {
            return ([.. each.Select(row => (positions[0], row))], 0);
        }

        var winners = new Dictionary<int, (int Position, int Row)>();
        var launches = new Dictionary<int, long>();
        var lost = 0.0;
        foreach (var position in positions)
        {
            var tasks = application.Stages[position].Tasks;
            var heldMs = held.HeldMs(position);
            for (var row = 0; row < tasks.Count; row++)
            {
                var index = tasks.Index(row);
                var launch = tasks.LaunchTime(row).EpochMilliseconds;
                launches[index] = launches.TryGetValue(index, out var known) ? Math.Min(known, launch) : launch;
                var wins = tasks.Status(row) is TaskAttemptStatus.Success or TaskAttemptStatus.Running && winners.TryAdd(index, (position, row));
                lost += wins ? 0 : heldMs[row];
            }
        }

        return ([.. winners.OrderBy(winner => launches[winner.Key]).ThenBy(winner => winner.Key).Select(winner => winner.Value)], lost);
    }

    /// <summary>
    /// The rows of a stage in the order of their launches, and of their index where these are the same, if each index was tried once and none failed: nearly always, and a good
    /// deal quicker than to look each index up. Null where not.
    /// </summary>
    internal static int[]? InOrderOfLaunch(TaskTable tasks)
    {
        const int IndexBits = 22;
        if (tasks.Count == 0 || tasks.Count >= 1 << IndexBits)
        {
            return null;
        }

        var (keys, rows, seen, first) = (new long[tasks.Count], new int[tasks.Count], new bool[tasks.Count], tasks.LaunchTime(0).EpochMilliseconds);
        for (var row = 0; row < keys.Length; row++)
        {
            var (index, since) = (tasks.Index(row), tasks.LaunchTime(row).EpochMilliseconds - first);
            if (tasks.Status(row) is not (TaskAttemptStatus.Success or TaskAttemptStatus.Running) || (uint)index >= (uint)seen.Length || seen[index] || Math.Abs(since) >= 1L << 40)
            {
                return null;
            }

            (keys[row], rows[row], seen[index]) = ((since << IndexBits) + index, row, true);
        }

        Array.Sort(keys, rows);
        return rows;
    }

    private long? RecordsRead(IReadOnlyList<int> positions)
    {
        var (input, shuffle) = (Sum(TaskMetric.InputRecordsRead), Sum(TaskMetric.ShuffleRecordsRead));
        return input is null && shuffle is null ? null : (input ?? 0) + (shuffle ?? 0);

        long? Sum(TaskMetric metric) => positions.Aggregate((long?)null, (sum, position) => application.Stages[position].Totals[metric] is { } each ? (sum ?? 0) + each : sum);
    }

    private double EndMs(StageAttempt stage, int position)
    {
        if (stage.CompletionTime is not { } completed)
        {
            return 0;
        }

        var heldMs = held.HeldMs(position);
        var lastFinish = 0.0;
        for (var row = 0; row < stage.Tasks.Count; row++)
        {
            lastFinish = Math.Max(lastFinish, stage.Tasks.LaunchTime(row).EpochMilliseconds + (double)heldMs[row]);
        }

        return Math.Clamp(completed.EpochMilliseconds - lastFinish, 0, 1000);
    }
}
