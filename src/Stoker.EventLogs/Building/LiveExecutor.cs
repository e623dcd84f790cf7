using Stoker.EventLogs.Events.Executors;
using Stoker.Model.Executors;
using Stoker.Model.Units;

namespace Stoker.EventLogs.Building;

/// <summary>One life of an executor or of the driver while the log is read (LiveExecutor in LiveEntity.scala).</summary>
internal sealed class LiveExecutor(string id, long addTime)
{
    private readonly PeakCollector _peaks = new();
    private readonly MemoryTimeline _timeline = new();
    private bool _hasPeaks;

    /// <summary>When it was excluded; absent while it is not.</summary>
    private long? _excludedSince;
    private long _excludedMs;

    public string Id { get; } = id;

    public string Host { get; private set; } = "";

    public string HostPort { get; private set; } = "";

    public long? RemoveTime { get; set; }

    public string? RemoveReason { get; set; }

    public bool IsExcluded { get; private set; }

    public SortedSet<int> ExcludedInStages { get; } = [];

    public int RddBlocks { get; set; }

    public int ActiveTasks { get; set; }

    public int TotalTasks { get; set; }

    public int CompletedTasks { get; set; }

    public int FailedTasks { get; set; }

    public long TotalDuration { get; set; }

    public long TotalGcTime { get; set; }

    public long TotalInputBytes { get; set; }

    public long TotalShuffleRead { get; set; }

    public long TotalShuffleWrite { get; set; }

    public bool HasMemoryFacts { get; private set; }

    private ExecutorAdded? Added { get; set; }

    private BlockManagerAdded? BlockManager { get; set; }

    private List<KeyValuePair<string, string>>? DriverLogs { get; set; }

    private List<KeyValuePair<string, string>>? DriverAttributes { get; set; }

    private int MaxTasks { get; set; }

    private long MemoryUsed { get; set; }

    private long OnHeapUsed { get; set; }

    private long OffHeapUsed { get; set; }

    private long DiskUsed { get; set; }

    public void Register(ExecutorAdded added, int maxTasks)
    {
        Added = added;
        Host = added.Host;
        MaxTasks = maxTasks;
    }

    public void Register(BlockManagerAdded added)
    {
        BlockManager = added;
        HostPort = added.Id.HostPort;
        Host = Host.Length == 0 ? added.Id.Host : Host;
        if (added.MaxOnHeapMemory is not null)
        {
            // All its blocks are reported again after this (SPARK-30594).
            HasMemoryFacts = true;
            OnHeapUsed = OffHeapUsed = 0;
        }
    }

    public void SetDriverFacts(List<KeyValuePair<string, string>> logs, List<KeyValuePair<string, string>>? attributes) =>
        (DriverLogs, DriverAttributes) = (logs, attributes ?? []);

    public void AddMetrics(long time, ReadOnlySpan<long> values, uint present)
    {
        _hasPeaks = true;
        _peaks.Add(values, present);
        _timeline.Add(time, values, present);
    }

    public void AddZeroMetrics(uint present)
    {
        _hasPeaks = true;
        _peaks.AddZeros(present);
    }

    /// <summary>Excludes it from the application or takes it back. Spark 3.1 and later say it twice, under an old and a new name.</summary>
    public void SetExcluded(bool isExcluded, long? time)
    {
        if (IsExcluded && !isExcluded && _excludedSince is { } since && time is { } until)
        {
            _excludedMs += Math.Max(0, until - since);
        }

        _excludedSince = isExcluded ? (IsExcluded ? _excludedSince : time) : null;
        IsExcluded = isExcluded;
    }

    /// <summary>Accounts for a block that came, moved or went; never below zero.</summary>
    public void AddMemory(long memoryDelta, long diskDelta, bool isOffHeap)
    {
        if (HasMemoryFacts)
        {
            if (isOffHeap)
            {
                OffHeapUsed = Math.Max(0, OffHeapUsed + memoryDelta);
            }
            else
            {
                OnHeapUsed = Math.Max(0, OnHeapUsed + memoryDelta);
            }
        }

        MemoryUsed = Math.Max(0, MemoryUsed + memoryDelta);
        DiskUsed = Math.Max(0, DiskUsed + diskDelta);
    }

    public Executor Freeze() => new()
    {
        Id = Id,
        Host = Host,
        HostPort = HostPort,
        AddTime = new Timestamp(addTime),
        RemoveTime = RemoveTime is { } removed ? new Timestamp(removed) : null,
        RemoveReason = RemoveReason,
        RequestTime = Added?.RequestTime is { } requested ? new Timestamp(requested) : null,
        RegistrationTime = Added?.RegistrationTime is { } registered ? new Timestamp(registered) : null,
        IsActive = RemoveTime is null,
        IsExcluded = IsExcluded,
        ExcludedTime = new Milliseconds(_excludedMs),
        ExcludedSince = _excludedSince is { } excluded ? new Timestamp(excluded) : null,
        ExcludedInStages = [.. ExcludedInStages],
        TotalCores = Added?.TotalCores ?? 0,
        MaxTasks = MaxTasks,
        MaxMemory = new Bytes(BlockManager?.MaxMemory ?? 0),
        MaxOnHeapMemory = BlockManager?.MaxOnHeapMemory is { } onHeap ? new Bytes(onHeap) : null,
        MaxOffHeapMemory = BlockManager?.MaxOffHeapMemory is { } offHeap ? new Bytes(offHeap) : null,
        RddBlocks = RddBlocks,
        MemoryUsed = new Bytes(MemoryUsed),
        OnHeapMemoryUsed = new Bytes(OnHeapUsed),
        OffHeapMemoryUsed = new Bytes(OffHeapUsed),
        DiskUsed = new Bytes(DiskUsed),
        ActiveTasks = ActiveTasks,
        CompletedTasks = CompletedTasks,
        FailedTasks = FailedTasks,
        TotalTasks = TotalTasks,
        TotalDuration = new Milliseconds(TotalDuration),
        TotalGcTime = new Milliseconds(TotalGcTime),
        TotalInputBytes = new Bytes(TotalInputBytes),
        TotalShuffleRead = new Bytes(TotalShuffleRead),
        TotalShuffleWrite = new Bytes(TotalShuffleWrite),
        ResourceProfile = new ResourceProfileId(Added?.ResourceProfile ?? 0),
        Attributes = Sorted(DriverAttributes ?? Added?.Attributes),
        LogUrls = Sorted(DriverLogs ?? Added?.LogUrls),
        Resources = Added?.Resources ?? [],
        Peaks = _hasPeaks ? _peaks.Freeze() : null,
        Timeline = _timeline.Freeze(),
    };

    private static KeyValuePair<string, string>[] Sorted(List<KeyValuePair<string, string>>? pairs) =>
        pairs is null ? [] : [.. pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal)];
}
