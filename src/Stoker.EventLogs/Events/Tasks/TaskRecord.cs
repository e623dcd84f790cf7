using Stoker.Model.Tasks;

namespace Stoker.EventLogs.Events.Tasks;

/// <summary>
/// A task start or task end as read from its line. Executor and host are numbers of the <see cref="Scanning.StringPool"/> of the thread that read
/// it, -1 where the line has none.
/// </summary>
internal struct TaskRecord
{
    public int StageId;
    public int StageAttempt;
    public long TaskId;
    public int Index;
    public int Attempt;
    public int PartitionId;
    public long LaunchTime;
    public long FinishTime;
    public long GettingResultTime;
    public int Executor;
    public int Host;
    public TaskLocality Locality;
    public bool IsSpeculative;
    public bool IsFailed;
    public bool IsKilled;
    public TaskEndReason Reason;

    /// <summary>Whether Task Metrics are there; without them nothing is known, not zero.</summary>
    public bool HasMetrics;

    /// <summary>Bit n is set when metric n was logged.</summary>
    public ulong PresentMetrics;

    /// <summary>Bit n is set when metric n was logged with another value than zero.</summary>
    public ulong NonZeroMetrics;

    /// <summary>All values of metrics and updates or-ed: what is below a power of two and not negative shows at one look.</summary>
    public long ValueBits;
    public MetricValues Metrics;

    /// <summary>Where its SQL metric updates begin in the batch, and how many there are.</summary>
    public int FirstUpdate;
    public int UpdateCount;

    /// <summary>Position of the executor metrics in the batch; see <see cref="NoExecutorMetrics"/> and <see cref="ZeroExecutorMetrics"/>.</summary>
    public int ExecutorMetrics;

    /// <summary>Keys that executor metrics had which were all zero.</summary>
    public uint ZeroExecutorMetricKeys;

    /// <summary>Position of the details in the batch, or -1.</summary>
    public int Details;

    /// <summary>The line has no executor metrics (Spark 2 and older).</summary>
    public const int NoExecutorMetrics = -1;

    /// <summary>All executor metrics are zero: the task ended before the first poll.</summary>
    public const int ZeroExecutorMetrics = -2;

    /// <summary>The state before the first key is read: the defaults of JsonProtocol.scala for keys that old logs lack.</summary>
    public static readonly TaskRecord Blank = new()
    {
        StageId = int.MinValue,
        TaskId = long.MinValue,
        Index = -1,
        Attempt = 1,
        PartitionId = -1,
        Executor = -1,
        Host = -1,
        ExecutorMetrics = NoExecutorMetrics,
        Details = -1,
    };

    /// <summary>Takes a metric out, as if the line had not had it.</summary>
    public void Remove(int metric)
    {
        var bit = 1ul << metric;
        Metrics[metric] = 0;
        PresentMetrics &= ~bit;
        NonZeroMetrics &= ~bit;
    }

    /// <summary>Takes a metric; of a repeated key the last value counts.</summary>
    public void Set(int metric, long value)
    {
        Metrics[metric] = value;
        var bit = 1ul << metric;
        PresentMetrics |= bit;
        ValueBits |= value;
        NonZeroMetrics = value == 0 ? NonZeroMetrics & ~bit : NonZeroMetrics | bit;
    }
}
