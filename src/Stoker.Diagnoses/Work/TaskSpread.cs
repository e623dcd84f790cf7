using Stoker.Model.Tasks;

namespace Stoker.Diagnoses.Work;

/// <summary>
/// How time and data spread over the comparable tasks of a stage: attempts whose result was used, without the first wave of an executor (trap T02),
/// with the same kinds of input as the slowest (trap T05).
/// </summary>
internal sealed class TaskSpread
{
    /// <summary>Denominators are at least this much (trap T26).</summary>
    private const long LeastMedianMs = 50;

    private TaskSpread(List<Row> rows)
    {
        var slowest = rows.MaxBy(row => row.DurationMs);
        var group = rows.FindAll(row => row.Inputs == slowest.Inputs);
        Slowest = slowest;
        Count = group.Count;
        long[] durations = [.. group.Select(row => row.DurationMs).Order()];
        long[] sizes = [.. group.Select(row => row.Bytes).Order()];
        long[] records = [.. group.Select(row => row.Records).Order()];
        MedianMs = durations[durations.Length / 2] <= 1 ? durations[durations.Length * 3 / 4] : durations[durations.Length / 2];
        MedianBytes = sizes[sizes.Length / 2];
        MedianRecords = records[records.Length / 2];
        LargestBytes = sizes[^1];
        TotalBytes = sizes.Sum();
        TotalRecords = records.Sum();
        OthersP90Ms = durations.Length < 2 ? 0 : durations[Math.Min(durations.Length - 2, (durations.Length - 1) * 9 / 10)];
        SizeRank = (TotalBytes > 0 ? group.Count(row => row.Bytes > slowest.Bytes) : group.Count(row => row.Records > slowest.Records)) / (double)Count;
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
    public long MedianBytes { get; }

    /// <summary>Median of the records read.</summary>
    public long MedianRecords { get; }

    /// <summary>Most bytes that a task read.</summary>
    public long LargestBytes { get; }

    /// <summary>Bytes read by all compared tasks.</summary>
    public long TotalBytes { get; }

    /// <summary>Records read by all compared tasks.</summary>
    public long TotalRecords { get; }

    /// <summary>Share of tasks that read more than the slowest one; 0 when it read most.</summary>
    public double SizeRank { get; }

    /// <summary>Slowest to median duration.</summary>
    public double TimeRatio => Slowest.DurationMs / (double)Math.Max(LeastMedianMs, MedianMs);

    /// <summary>What the slowest task read to what the median task read; in records where there are no bytes.</summary>
    public double SizeRatio => TotalBytes > 0
        ? Slowest.Bytes / (double)Math.Max(1, MedianBytes)
        : Slowest.Records / (double)Math.Max(1, MedianRecords);

    /// <summary>Reads the spread of a stage over shuffle data (or over input); null when there are no comparable tasks.</summary>
    public static TaskSpread? Of(Inspection inspection, StageWork stage, bool onlyWithData)
    {
        var tasks = stage.Stage.Tasks;
        var used = new bool[tasks.Count];
        TaskUse.Mark(stage.Stage, used);
        List<Row> rows = [];
        for (var row = 0; row < tasks.Count; row++)
        {
            if (!used[row] || tasks.Status(row) != TaskAttemptStatus.Success || inspection.WarmUp.Contains(stage, row))
            {
                continue;
            }

            var shuffle = Value(TaskMetric.ShuffleLocalBytesRead, row) + Value(TaskMetric.ShuffleRemoteBytesRead, row);
            var shuffled = Value(TaskMetric.ShuffleRecordsRead, row);
            var input = Value(TaskMetric.InputBytesRead, row);
            var read = Value(TaskMetric.InputRecordsRead, row);
            if (!onlyWithData || (shuffle | shuffled | input | read) != 0)
            {
                var inputs = ((shuffle | shuffled) != 0 ? 1 : 0) | ((input | read) != 0 ? 2 : 0);
                rows.Add(new Row(row, Math.Max(0, tasks.Duration(row).Value), shuffle + input, shuffled + read, inputs));
            }
        }

        return rows.Count == 0 ? null : new TaskSpread(rows);

        long Value(TaskMetric metric, int row) => tasks.Metric(metric)?[row] ?? 0;
    }

    /// <summary>A compared task.</summary>
    /// <param name="Index">Its row in the task table.</param>
    /// <param name="DurationMs">Duration.</param>
    /// <param name="Bytes">Bytes read, of shuffle and input.</param>
    /// <param name="Records">Records read.</param>
    /// <param name="Inputs">Kinds of input: 1 shuffle, 2 storage or cache.</param>
    internal readonly record struct Row(int Index, long DurationMs, long Bytes, long Records, int Inputs);
}
