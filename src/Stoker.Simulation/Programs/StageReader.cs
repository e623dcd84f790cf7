using Stoker.Model;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;

namespace Stoker.Simulation.Programs;

/// <summary>Makes stages to replay out of the attempts that ran in one job.</summary>
internal sealed class StageReader(Application application, HeldSlots held)
{
    /// <summary>With fewer tasks on either side a median says nothing about cold starts.</summary>
    private const int FewTasks = 4;

    /// <summary>Standard errors by which two medians differ for a reason.</summary>
    private const double StandsOut = 2;

    /// <summary>A first launch that took longer than this waited for something else than the scheduler.</summary>
    private const long MostLaunchDelayMs = 10_000;

    private readonly PartitionRules _rules = new(application);
    private readonly HostCpu _cpu = new(application);
    private readonly FreeSlots _free = new(application);

    /// <summary>What first uses of a slot cost in stages that told it; for those that did not.</summary>
    private readonly List<double> _toldColdMs = [];

    /// <summary>Whether some stage told what first uses cost.</summary>
    public bool KnowsColdStarts => _toldColdMs.Count > 0;

    /// <summary>Learns from all stages what the first use of a slot costs. Call before <see cref="Read"/>.</summary>
    public void LearnColdStarts()
    {
        for (var position = 0; position < application.Stages.Count; position++)
        {
            if (ToldColdMs(position) is { } cold)
            {
                _toldColdMs.Add(cold);
            }
        }

        _toldColdMs.Sort();
    }

    /// <summary>Reads a stage.</summary>
    /// <param name="positions">Its attempts in that job, by their position in the application.</param>
    /// <param name="parents">Positions of its parents in the program.</param>
    /// <param name="readyTime">When its parents were there and its job had started.</param>
    public ReplayStage Read(IReadOnlyList<int> positions, int[] parents, long readyTime)
    {
        var first = application.Stages[positions[0]];
        var (rows, lostMs) = Winners(positions);
        var coldMs = positions.Select(ToldColdMs).FirstOrDefault(told => told is not null) ?? SharedColdMs(positions[0]);
        var (warm, run, bytes) = (new float[rows.Count], new float[rows.Count], new float[rows.Count]);
        for (var index = 0; index < rows.Count; index++)
        {
            var (position, row) = rows[index];
            var tasks = application.Stages[position].Tasks;
            var whole = held.HeldMs(position)[row];
            warm[index] = held.IsFirst(position)[row] ? (float)Math.Max(whole - coldMs, Math.Min(whole, 1)) : whole;
            run[index] = tasks.Metric(TaskMetric.ExecutorRunTime) is { } column ? column[row] : whole;
            bytes[index] = Bytes(tasks, row);
        }

        var last = application.Stages[positions[^1]];
        var (cpuShare, cpuCertainty) = _cpu.Of(first);
        return new ReplayStage
        {
            Id = first.Id.Stage,
            Name = first.Name,
            Parents = parents,
            WarmMs = warm,
            RunMs = run,
            InputBytes = bytes.Any(value => value > 0) ? bytes : null,
            ColdMs = coldMs,
            SubmitMs = Math.Max(0, (first.SubmissionTime?.EpochMilliseconds ?? readyTime) - readyTime) + FirstLaunchMs(first),
            CpuShare = cpuShare,
            CpuCertainty = cpuCertainty,
            EndMs = EndMs(last, positions[^1]),
            LostMs = lostMs,
            Partitions = _rules.Of(first, rows.Count),
            WorkMs = warm.Sum(value => (double)value),
        };
    }

    /// <summary>
    /// From submission to the first launch: the driver's own time (class loading, the task binary) only if slots stayed free until then, else a wait for
    /// slots that a sibling submitted beside it had taken.
    /// </summary>
    private long FirstLaunchMs(StageAttempt stage)
    {
        if (stage.SubmissionTime is not { } submitted || stage.FirstTaskLaunchTime is not { } launched)
        {
            return 0;
        }

        var delay = (launched - submitted).Value;
        var (start, middle) = (submitted.EpochMilliseconds, submitted.EpochMilliseconds + (delay / 2) + 1);
        return delay is > 0 and <= MostLaunchDelayMs && _free.Before(start) > 0 && _free.Before(middle) > 0 ? delay : 0;
    }

    /// <summary>The first success of each index, in index order, and the slot time of all other attempts.</summary>
    private (IReadOnlyList<(int Position, int Row)> Rows, double LostMs) Winners(IReadOnlyList<int> positions)
    {
        var winners = new SortedDictionary<int, (int Position, int Row)>();
        var lost = 0.0;
        foreach (var position in positions)
        {
            var tasks = application.Stages[position].Tasks;
            var heldMs = held.HeldMs(position);
            for (var row = 0; row < tasks.Count; row++)
            {
                var wins = tasks.Status(row) is TaskAttemptStatus.Success or TaskAttemptStatus.Running && winners.TryAdd(tasks.Index(row), (position, row));
                lost += wins ? 0 : heldMs[row];
            }
        }

        return ([.. winners.Values], lost);
    }

    /// <summary>
    /// What first uses cost beyond the others, where the stage has enough of both: median against median if the difference stands out from the spread
    /// of the tasks, else what lies outside the run time (deserialization, delays), which spreads little.
    /// </summary>
    private double? ToldColdMs(int position)
    {
        var (heldMs, isFirst) = (held.HeldMs(position), held.IsFirst(position));
        var firstCount = isFirst.Count(value => value);
        if (firstCount < FewTasks || heldMs.Length - firstCount < FewTasks)
        {
            return null;
        }

        var (cold, warm) = Apart(heldMs, isFirst);
        var difference = Median(cold) - Median(warm);
        if (difference > StandsOut * Math.Sqrt(SquaredError(cold) + SquaredError(warm)))
        {
            return difference;
        }

        var run = application.Stages[position].Tasks.Metric(TaskMetric.ExecutorRunTime);
        (cold, warm) = Apart([.. heldMs.Select((ms, row) => Math.Max(0, ms - (run?[row] ?? 0)))], isFirst);
        return run is null ? 0 : Math.Max(0, Median(cold) - Median(warm));
    }

    private static (float[] First, float[] Others) Apart(float[] values, bool[] isFirst) =>
        ([.. values.Where((_, row) => isFirst[row]).Order()], [.. values.Where((_, row) => !isFirst[row]).Order()]);

    /// <summary>Variance of the median of sorted values: 1.57 times that of the mean, with the middle half as the measure of spread.</summary>
    private static double SquaredError(float[] sorted)
    {
        var spread = (sorted[(sorted.Length * 3) / 4] - sorted[sorted.Length / 4]) / 1.349;
        return 1.57 * spread * spread / sorted.Length;
    }

    /// <summary>
    /// A stage whose tasks were nearly all first uses cannot tell cold starts from work. What stands apart by itself is deserialization, which on a warm
    /// slot takes next to nothing; a stage of the same run that could tell gives the rest. A stage without first uses may have them on other slots.
    /// </summary>
    private double SharedColdMs(int position)
    {
        var told = _toldColdMs.Count > 0 ? _toldColdMs[_toldColdMs.Count / 2] : 0;
        var tasks = application.Stages[position].Tasks;
        var isFirst = held.IsFirst(position);
        if (!isFirst.Any(value => value) || tasks.Metric(TaskMetric.ExecutorDeserializeTime) is not { } deserialize)
        {
            return told;
        }

        var own = Median(Enumerable.Range(0, tasks.Count).Where(row => isFirst[row]).Select(row => (float)deserialize[row]));
        return Math.Max(own, told);
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

    private static float Bytes(TaskTable tasks, int row) =>
        Metric(tasks, TaskMetric.InputBytesRead, row) + Metric(tasks, TaskMetric.ShuffleRemoteBytesRead, row) + Metric(tasks, TaskMetric.ShuffleLocalBytesRead, row);

    private static long Metric(TaskTable tasks, TaskMetric metric, int row) => tasks.Metric(metric) is { } column ? column[row] : 0;

    private static double Median(IEnumerable<float> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? 0 : sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2.0;
    }
}
