namespace Stoker.EventLogs.Events.Tasks;

/// <summary>What a task reported for a SQL metric.</summary>
internal readonly record struct MetricUpdate(long AccumulatorId, long Value);
