using System.Buffers;
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

    private TaskSpread(Peers peers, int inputs, Row slowest)
    {
        Slowest = slowest;
        var durations = ArrayPool<long>.Shared.Rent(peers.Tasks.Count);
        foreach (var row in peers.Of(inputs))
        {
            durations[Count++] = row.DurationMs;
            TotalBytes += row.Bytes;
            TotalRecords += row.Records;
            LargestBytes = Math.Max(LargestBytes, row.Bytes);
        }

        var sorted = durations.AsSpan(0, Count);
        sorted.Sort();
        MedianMs = sorted[Count / 2] <= 1 ? sorted[Count * 3 / 4] : sorted[Count / 2];
        OthersP90Ms = Count < 2 ? 0 : sorted[Math.Min(Count - 2, (Count - 1) * 9 / 10)];
        ArrayPool<long>.Shared.Return(durations);

        // The rows are not kept: of a million tasks they would take more memory than the model does.
        _sizes = new(() => new Sizes(peers.Of(inputs), Count, slowest, TotalBytes > 0));
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

    /// <summary>Share of the records that the slowest task read.</summary>
    public double RowShare => Slowest.Records / (double)Math.Max(1, TotalRecords);

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
        var peers = new Peers(stage, warmUp, onlyWithData);
        return peers.Slowest() is { } slowest ? new TaskSpread(peers, slowest.Inputs, slowest) : null;
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
        public Sizes(IEnumerable<Row> peers, int count, Row slowest, bool hasBytes)
        {
            var (bytes, records, index) = (ArrayPool<long>.Shared.Rent(count), ArrayPool<long>.Shared.Rent(count), 0);
            foreach (var row in peers)
            {
                (bytes[index], records[index]) = (row.Bytes, row.Records);
                Larger += (hasBytes ? row.Bytes > slowest.Bytes : row.Records > slowest.Records) ? 1 : 0;
                index++;
            }

            Array.Sort(bytes, 0, count);
            Array.Sort(records, 0, count);
            (MedianBytes, MedianRecords) = (bytes[count / 2], records[count / 2]);
            ArrayPool<long>.Shared.Return(bytes);
            ArrayPool<long>.Shared.Return(records);
        }

        public long MedianBytes { get; }

        public long MedianRecords { get; }

        /// <summary>Tasks that read more than the slowest.</summary>
        public int Larger { get; }
    }

    /// <summary>The tasks of a stage that may be compared: attempts whose result was used, without first waves.</summary>
    private sealed class Peers(StageWork stage, WarmUp? warmUp, bool onlyWithData)
    {
        private readonly MetricColumn? _local = stage.Stage.Tasks.Metric(TaskMetric.ShuffleLocalBytesRead);
        private readonly MetricColumn? _remote = stage.Stage.Tasks.Metric(TaskMetric.ShuffleRemoteBytesRead);
        private readonly MetricColumn? _shuffled = stage.Stage.Tasks.Metric(TaskMetric.ShuffleRecordsRead);
        private readonly MetricColumn? _input = stage.Stage.Tasks.Metric(TaskMetric.InputBytesRead);
        private readonly MetricColumn? _records = stage.Stage.Tasks.Metric(TaskMetric.InputRecordsRead);

        public TaskTable Tasks => stage.Stage.Tasks;

        /// <summary>The slowest task, the first of them when several took as long; null when there is none.</summary>
        public Row? Slowest()
        {
            Row? slowest = null;
            foreach (var row in Rows())
            {
                var duration = Math.Max(0, Tasks.Duration(row).Value);
                if (slowest is not { } known || duration > known.DurationMs)
                {
                    var next = Read(row, duration);
                    slowest = onlyWithData && next.Inputs == 0 ? slowest : next;
                }
            }

            return slowest;
        }

        /// <summary>The tasks with some kinds of input.</summary>
        public IEnumerable<Row> Of(int inputs)
        {
            foreach (var row in Rows())
            {
                if (Read(row, Math.Max(0, Tasks.Duration(row).Value)) is var next && next.Inputs == inputs)
                {
                    yield return next;
                }
            }
        }

        private IEnumerable<int> Rows()
        {
            var used = ArrayPool<bool>.Shared.Rent(Tasks.Count);
            TaskUse.Mark(stage.Stage, used);
            for (var row = 0; row < Tasks.Count; row++)
            {
                if (used[row] && Tasks.Status(row) == TaskAttemptStatus.Success && warmUp?.Contains(stage, row) != true)
                {
                    yield return row;
                }
            }

            ArrayPool<bool>.Shared.Return(used);
        }

        private Row Read(int row, long durationMs)
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
