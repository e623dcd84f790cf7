using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using Stoker.EventLogs.Events;
using Stoker.EventLogs.Events.Tasks;
using Stoker.Model.Executors;
using Stoker.Model.Reading;
using Stoker.Model.Tasks;

namespace Stoker.EventLogs.Building;

/// <summary>
/// Takes values out of events that cannot be true: negative ones, times far beyond what the task lasted, sizes and counts that no task reaches. They are damage, and absent
/// from then on. What is left sums up without overflow, whatever the log. No task of the 571 logs at hand comes near a bound.
/// </summary>
/// <param name="issues">Is told of what was taken out.</param>
internal sealed class ImpossibleValues(List<EventBatch.Issue> issues)
{
    /// <summary>Values below are summed without a look: a stage of 4 million tasks has room for them in 62 bits.</summary>
    private const int BitsOfSmall = 40;

    /// <summary>64 TiB, or as many records: a task of a day does not read so much.</summary>
    private const long MostOfTask = 1L << 46;

    /// <summary>Metrics of SQL have any unit: 104 days in nanoseconds.</summary>
    private const long MostOfUpdate = 1L << 53;

    /// <summary>1 PiB: address space that is reserved, not used, is counted too.</summary>
    private const long MostMemory = 1L << 50;

    /// <summary>The largest machines have two thousand; a standalone worker may claim some more.</summary>
    private const int MostCores = 1 << 16;

    /// <summary>No sum of a metric goes beyond, so that some of them still add up in 63 bits.</summary>
    private const long MostInAll = 1L << 60;

    /// <summary>How much longer than its task a time may be: clocks differ, and collectors and streams work side by side.</summary>
    private const long TimesDuration = 10;

    /// <summary>And so much beside it, ms: a day, since a clock that is set moves by hours.</summary>
    private const long BesideDurationMs = 86_400_000;

    private readonly long[] _sums = new long[TaskMetrics.Count];
    private readonly Dictionary<long, long> _updateSums = [];

    /// <summary>Looks at a task end before anything else does.</summary>
    public void Remove(EventBatch batch, ref TaskRecord record, EventBatch.Entry entry)
    {
        var limitMs = LimitOf(record);
        if ((record.ValueBits >> BitsOfSmall) != 0 || HasLongTime(record, limitMs))
        {
            RemoveMetrics(ref record, limitMs, entry);
            RemoveUpdates(CollectionsMarshal.AsSpan(batch.Updates).Slice(record.FirstUpdate, record.UpdateCount), entry);
        }

        if (record.ExecutorMetrics >= 0)
        {
            RemovePeaks(batch.ExecutorMetricValues(record.ExecutorMetrics), ref batch.ExecutorMetricKeys(record.ExecutorMetrics), entry);
        }
    }

    /// <summary>Looks at what a driver or a heartbeat tells of SQL metrics. What is taken out keeps its place under no metric's id.</summary>
    public void RemoveUpdates(Span<MetricUpdate> updates, EventBatch.Entry entry)
    {
        foreach (ref var update in updates)
        {
            var size = update.Value ^ (update.Value >> 63); // -1 stands for a metric that was never set.
            if (size >> BitsOfSmall == 0)
            {
                continue;
            }

            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_updateSums, update.AccumulatorId, out _);
            if (size > MostOfUpdate || sum > MostInAll)
            {
                Tell(entry, $"Value {update.Value} of SQL metric {update.AccumulatorId} cannot be and was left out.");
                update = new MetricUpdate(-1, 0);
                continue;
            }

            sum += size;
        }
    }

    /// <summary>Looks at the memory of an executor.</summary>
    public void RemovePeaks(Span<long> values, ref uint present, EventBatch.Entry entry)
    {
        for (var metric = 0; metric < values.Length; metric++)
        {
            var value = values[metric];
            if ((value ^ (value >> 63)) > MostMemory)
            {
                Tell(entry, $"{(ExecutorMetric)metric} {value} cannot be and was left out.");
                values[metric] = 0;
                present &= ~(1u << metric);
            }
        }
    }

    /// <summary>A size that an event tells of a block or a store; absent when it cannot be.</summary>
    public long? Size(long? bytes, string key, EventBatch.Entry entry)
    {
        if (bytes is null or (>= 0 and <= MostMemory))
        {
            return bytes;
        }

        Tell(entry, $"{key} {bytes} cannot be and was left out.");
        return null;
    }

    /// <summary>Cores of an executor; absent when no machine has so many.</summary>
    public int? Cores(int cores, EventBatch.Entry entry)
    {
        if (cores is >= 0 and <= MostCores)
        {
            return cores;
        }

        Tell(entry, $"Total Cores {cores} cannot be and was left out.");
        return null;
    }

    /// <summary>Tells of a value that was left out.</summary>
    public void Tell(EventBatch.Entry entry, FormattableString message) =>
        issues.Add(new EventBatch.Issue(ParseIssueKind.ImpossibleValue, entry.Line, entry.Start, message.ToString(CultureInfo.InvariantCulture)));

    private static long LimitOf(in TaskRecord record)
    {
        var durationMs = Math.Clamp(record.FinishTime - record.LaunchTime, 0, MostOfTask);
        return Math.Min((durationMs * TimesDuration) + BesideDurationMs, 1L << BitsOfSmall);
    }

    /// <summary>Whether one of the times is beyond the limit; those of nanoseconds and of many requests at once are only looked at with the others.</summary>
    private static bool HasLongTime(in TaskRecord record, long limitMs) => record.Metrics[(int)TaskMetric.ExecutorRunTime] > limitMs
        || record.Metrics[(int)TaskMetric.ExecutorDeserializeTime] > limitMs || record.Metrics[(int)TaskMetric.JvmGcTime] > limitMs
        || record.Metrics[(int)TaskMetric.ResultSerializationTime] > limitMs || record.Metrics[(int)TaskMetric.ShuffleFetchWaitTime] > limitMs;

    private void RemoveMetrics(ref TaskRecord record, long limitMs, EventBatch.Entry entry)
    {
        for (var bits = record.NonZeroMetrics; bits != 0; bits &= bits - 1)
        {
            var metric = BitOperations.TrailingZeroCount(bits);
            var value = record.Metrics[metric];
            if (value >= 0 && value <= MostOf((TaskMetric)metric, limitMs) && _sums[metric] <= MostInAll)
            {
                _sums[metric] += value;
                continue;
            }

            Tell(entry, $"{TaskKeys.NameOf((TaskMetric)metric)} {value} in a task of {record.FinishTime - record.LaunchTime} ms cannot be and was left out.");
            record.Remove(metric);

            // The parts of a task's time rest on each other: without one of them the others say nothing.
            record.HasMetrics &= (TaskMetric)metric is not (TaskMetric.ExecutorRunTime or TaskMetric.ExecutorDeserializeTime or TaskMetric.ResultSerializationTime);
        }
    }

    private static long MostOf(TaskMetric metric, long limitMs) => TaskMetrics.UnitOf(metric) switch
    {
        // Requests overlap, a thousand at a time where much is fetched.
        TaskMetricUnit.Milliseconds => metric is TaskMetric.ShuffleRemoteRequestsDuration or TaskMetric.ShuffleMergedRemoteRequestsDuration ? MostOfTask : limitMs,
        TaskMetricUnit.Nanoseconds => Math.Min(limitMs, MostInAll / 1_000_000) * 1_000_000,
        _ => MostOfTask,
    };
}
