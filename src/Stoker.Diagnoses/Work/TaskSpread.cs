using Stoker.Model.Columns;
using Stoker.Model.Tasks;

namespace Stoker.Diagnoses.Work;

/// <summary>
/// How time and data spread over the comparable tasks of a stage: attempts whose result was used, without the first wave of an executor (trap T02),
/// with the same kinds of input as the slowest (trap T05). What needs an order of bytes or records is worked out when it is asked for.
/// </summary>
internal sealed class TaskSpread
{
    /// <summary>Denominators are at least this much (trap T26).</summary>
    private const long LeastMedianMs = 50;

    private readonly Lazy<Sizes> _sizes;

    private TaskSpread(List<Row> group, Row slowest, Func<List<Row>> readAgain)
    {
        Slowest = slowest;
        Count = group.Count;
        var durations = new long[group.Count];
        for (var index = 0; index < durations.Length; index++)
        {
            var row = group[index];
            durations[index] = row.DurationMs;
            TotalBytes += row.Bytes;
            TotalRecords += row.Records;
            LargestBytes = Math.Max(LargestBytes, row.Bytes);
        }

        Array.Sort(durations);
        MedianMs = durations[durations.Length / 2] <= 1 ? durations[durations.Length * 3 / 4] : durations[durations.Length / 2];
        OthersP90Ms = durations.Length < 2 ? 0 : durations[Math.Min(durations.Length - 2, (durations.Length - 1) * 9 / 10)];

        // The rows are not kept: of a million tasks they would take more memory than the model does.
        _sizes = new(() => new Sizes(readAgain(), slowest, TotalBytes > 0));
    }

    /// <summary>Tasks that are compared.</summary>
    public int Count { get; }

    /// <summary>The task that took longest.</summary>
    public Row Slowest { get; }

    /// <summary>Median duration; the third quartile where that is next to nothing.</summary>
    public long MedianMs { get; }

    /// <summary>90th percentile of the durations, the slowest left out.</summary>
    public long OthersP90Ms { get; }

    /// <summary>Median of the bytes read.</summary>
    public long MedianBytes => _sizes.Value.MedianBytes;

    /// <summary>Median of the records read.</summary>
    public long MedianRecords => _sizes.Value.MedianRecords;

    /// <summary>Most bytes that a task read.</summary>
    public long LargestBytes { get; }

    /// <summary>Bytes read by all compared tasks.</summary>
    public long TotalBytes { get; }

    /// <summary>Records read by all compared tasks.</summary>
    public long TotalRecords { get; }

    /// <summary>Share of tasks that read more than the slowest one; 0 when it read most.</summary>
    public double SizeRank => _sizes.Value.Larger / (double)Count;

    /// <summary>Slowest to median duration.</summary>
    public double TimeRatio => Slowest.DurationMs / (double)Math.Max(LeastMedianMs, MedianMs);

    /// <summary>What the slowest task read to what the median task read; in records where there are no bytes.</summary>
    public double SizeRatio => TotalBytes > 0
        ? Slowest.Bytes / (double)Math.Max(1, MedianBytes)
        : Slowest.Records / (double)Math.Max(1, MedianRecords);

    /// <summary>Reads the spread of a stage over shuffle data and input; null when there are no comparable tasks. Without warm-up, first waves count too.</summary>
    public static TaskSpread? Of(StageWork stage, WarmUp? warmUp, bool onlyWithData)
    {
        var group = Group(stage, warmUp, onlyWithData, out var slowest);
        return group.Count == 0 ? null : new TaskSpread(group, slowest, () => Group(stage, warmUp, onlyWithData, out _));
    }

    /// <summary>The tasks that are compared with the slowest, the first of them when several took as long.</summary>
    private static List<Row> Group(StageWork stage, WarmUp? warmUp, bool onlyWithData, out Row slowest)
    {
        var tasks = stage.Stage.Tasks;
        var used = new bool[tasks.Count];
        TaskUse.Mark(stage.Stage, used);
        var read = new Read(tasks);
        List<Row> rows = new(tasks.Count);
        slowest = default;
        for (var row = 0; row < tasks.Count; row++)
        {
            if (!used[row] || tasks.Status(row) != TaskAttemptStatus.Success || warmUp?.Contains(stage, row) == true)
            {
                continue;
            }

            var next = read.Of(row, Math.Max(0, tasks.Duration(row).Value));
            if (onlyWithData && next.Inputs == 0)
            {
                continue;
            }

            slowest = rows.Count > 0 && slowest.DurationMs >= next.DurationMs ? slowest : next;
            rows.Add(next);
        }

        var inputs = slowest.Inputs;
        rows.RemoveAll(row => row.Inputs != inputs);
        return rows;
    }

    /// <summary>A compared task.</summary>
    /// <param name="Index">Its row in the task table.</param>
    /// <param name="DurationMs">Duration.</param>
    /// <param name="Bytes">Bytes read, of shuffle and input.</param>
    /// <param name="Records">Records read.</param>
    /// <param name="Inputs">Kinds of input: 1 shuffle, 2 storage or cache.</param>
    internal readonly record struct Row(int Index, long DurationMs, long Bytes, long Records, int Inputs);

    /// <summary>What needs the order of bytes and records.</summary>
    private sealed class Sizes
    {
        public Sizes(List<Row> group, Row slowest, bool hasBytes)
        {
            var bytes = new long[group.Count];
            var records = new long[group.Count];
            for (var index = 0; index < bytes.Length; index++)
            {
                (bytes[index], records[index]) = (group[index].Bytes, group[index].Records);
                Larger += (hasBytes ? bytes[index] > slowest.Bytes : records[index] > slowest.Records) ? 1 : 0;
            }

            Array.Sort(bytes);
            Array.Sort(records);
            (MedianBytes, MedianRecords) = (bytes[bytes.Length / 2], records[records.Length / 2]);
        }

        public long MedianBytes { get; }

        public long MedianRecords { get; }

        /// <summary>Tasks that read more than the slowest.</summary>
        public int Larger { get; }
    }

    /// <summary>The columns of what tasks read.</summary>
    private readonly struct Read(TaskTable tasks)
    {
        private readonly MetricColumn? _local = tasks.Metric(TaskMetric.ShuffleLocalBytesRead);
        private readonly MetricColumn? _remote = tasks.Metric(TaskMetric.ShuffleRemoteBytesRead);
        private readonly MetricColumn? _shuffled = tasks.Metric(TaskMetric.ShuffleRecordsRead);
        private readonly MetricColumn? _input = tasks.Metric(TaskMetric.InputBytesRead);
        private readonly MetricColumn? _records = tasks.Metric(TaskMetric.InputRecordsRead);

        public Row Of(int row, long durationMs)
        {
            var shuffle = (_local?[row] ?? 0) + (_remote?[row] ?? 0);
            var shuffled = _shuffled?[row] ?? 0;
            var input = _input?[row] ?? 0;
            var read = _records?[row] ?? 0;
            var inputs = ((shuffle | shuffled) != 0 ? 1 : 0) | ((input | read) != 0 ? 2 : 0);
            return new Row(row, durationMs, shuffle + input, shuffled + read, inputs);
        }
    }
}
