using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Streaming;

/// <summary>STRM001: batches take longer than the trigger. The trigger is not in the log; a query that keeps up pauses before its next batch.</summary>
internal static class FallingBehind
{
    public const string Id = "STRM001";

    public static readonly Diagnosis Diagnosis = new(Id, "The query cannot keep up", Rank.Scheduling, Check)
    {
        Limits =
        [
            StreamingThresholds.Batches,
            StreamingThresholds.MinBatches,
            StreamingThresholds.PauseMs,
            StreamingThresholds.BehindShare,
            StreamingThresholds.MinBatchMs,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var query in inspection.Application.StreamingQueries)
        {
            var batches = QueryBatch.WarmOf(inspection, query).TakeLast((int)inspection.ValueOf(Id, StreamingThresholds.Batches)).ToList();
            if (batches.Count < Math.Max(2, inspection.ValueOf(Id, StreamingThresholds.MinBatches)))
            {
                continue;
            }

            var share = QueryBatch.BehindShare(batches, inspection.ValueOf(Id, StreamingThresholds.PauseMs));
            var median = QueryBatch.MedianOf(batches);
            var limit = inspection.ValueOf(Id, StreamingThresholds.BehindShare);
            if (share < limit || median < inspection.ValueOf(Id, StreamingThresholds.MinBatchMs))
            {
                continue;
            }

            var suspicion = QueryPlaces.Suspect(inspection, query, Confidence.Medium);
            suspicion.FixedSeverity = IsGrowing(batches) ? Severity.Major : Severity.Minor;
            suspicion.Doubt("the trigger's interval is not in the log: it is inferred from batches that start without a pause");
            suspicion.Prove("batchesBehind", Math.Round(share * (batches.Count - 1)), EvidenceUnit.Count)
                .Prove("behindShare", share, EvidenceUnit.Ratio, null, new Threshold(StreamingThresholds.BehindShare.Name, Comparison.AtLeast, limit))
                .Prove("medianBatch", median, EvidenceUnit.Milliseconds);
            if (batches[^1].Progress.DurationMs.Where(part => part.Key != "triggerExecution").OrderByDescending(part => part.Value).ThenBy(part => part.Key, StringComparer.Ordinal).FirstOrDefault() is { Key: not null } largest)
            {
                suspicion.Prove("largestPart", largest.Key).Prove(largest.Key, largest.Value, EvidenceUnit.Milliseconds);
            }

            suspicion.Advise("Shorten the largest part of the batch; bound a batch by maxOffsetsPerTrigger or maxFilesPerTrigger; give more slots.");
            report.Add(suspicion);
        }
    }

    private static bool IsGrowing(List<QueryBatch> batches) =>
        batches.Count >= 10 && batches.Count(batch => batch.Progress.Sources.Any(source => source.InputRowsPerSecond > 1.1 * source.ProcessedRowsPerSecond)) * 2 > batches.Count;
}
