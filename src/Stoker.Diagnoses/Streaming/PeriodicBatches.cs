using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;

namespace Stoker.Diagnoses.Streaming;

/// <summary>STRM011: every so many batches one takes far longer than the others.</summary>
internal static class PeriodicBatches
{
    public const string Id = "STRM011";

    public static readonly Diagnosis Diagnosis = new(Id, "Periodic slow batches", Rank.Scheduling, Check)
    {
        Limits = [StreamingThresholds.PeriodBatches, StreamingThresholds.SlowBatchRatio, StreamingThresholds.SlowBatchMs, StreamingThresholds.SlowBatchShare],
    };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var query in inspection.Application.StreamingQueries)
        {
            var batches = QueryBatch.WarmOf(inspection, query);
            if (batches.Count < inspection.ValueOf(Id, StreamingThresholds.PeriodBatches))
            {
                continue;
            }

            var median = QueryBatch.MedianOf(batches);
            var ratio = inspection.ValueOf(Id, StreamingThresholds.SlowBatchRatio);
            List<QueryBatch> slow = [.. batches.Where(batch => batch.LengthMs >= ratio * median && batch.LengthMs - median >= inspection.ValueOf(Id, StreamingThresholds.SlowBatchMs))];
            var excess = slow.Sum(batch => batch.LengthMs - median);
            var meanRows = batches.Average(batch => batch.InputRows);
            if (PeriodOf(slow) is not { } period || slow.Exists(batch => batch.InputRows > ratio * meanRows))
            {
                continue; // Irregular ones have another cause, and so have those that read more.
            }

            var suspicion = QueryPlaces.Suspect(inspection, query, Confidence.Medium);
            var share = excess / (double)Math.Max(1, batches.Sum(batch => batch.LengthMs));
            suspicion.Doubt("what happens in these batches is not in the log");
            suspicion.FixedSeverity = share >= inspection.ValueOf(Id, StreamingThresholds.SlowBatchShare) ? Severity.Minor : Severity.Info;
            suspicion.Prove("slowBatches", slow.Count, EvidenceUnit.Count)
                .Prove("everyBatches", period, EvidenceUnit.Count)
                .Prove("slowBatch", QueryBatch.MedianOf(slow), EvidenceUnit.Milliseconds)
                .Prove("medianBatch", median, EvidenceUnit.Milliseconds)
                .Prove("shareOfBatches", share, EvidenceUnit.Ratio, null, new Threshold(StreamingThresholds.SlowBatchShare.Name, Comparison.AtLeast, inspection.ValueOf(Id, StreamingThresholds.SlowBatchShare)));
            if (LargestGrowth(slow, batches) is { } part)
            {
                suspicion.Prove("largestPart", part);
            }

            suspicion.Advise("See what happens every so many batches: a snapshot of the state, a compaction of the file sink's or the source's log, or the program's own work.")
                .Advise(StateInHeap.IsInRocksDb(inspection) ? StateInHeap.WriteChanges(inspection, "Write changes of the state in place of snapshots.") : null);
            report.Add(suspicion);
        }
    }

    /// <summary>How many batches lie between slow ones; null unless three of four distances are alike, and one at least is not a neighbor.</summary>
    private static long? PeriodOf(List<QueryBatch> slow)
    {
        if (slow.Count < 3)
        {
            return null;
        }

        List<long> distances = [.. slow.Zip(slow.Skip(1), (left, right) => right.Progress.BatchId - left.Progress.BatchId).Order()];
        var median = distances[distances.Count / 2];
        return median >= 3 && distances.Count(distance => Math.Abs(distance - median) <= 1) >= 0.75 * distances.Count ? median : null;
    }

    /// <summary>The part of a batch that grows most in slow ones; null when the log does not tell parts.</summary>
    private static string? LargestGrowth(List<QueryBatch> slow, IReadOnlyList<QueryBatch> batches) => slow.SelectMany(batch => batch.Progress.DurationMs.Keys).Where(part => part != "triggerExecution").Distinct()
        .OrderByDescending(part => slow.Average(batch => batch.Progress.DurationMs.GetValueOrDefault(part)) - batches.Average(batch => batch.Progress.DurationMs.GetValueOrDefault(part)))
        .ThenBy(part => part, StringComparer.Ordinal).FirstOrDefault();
}
