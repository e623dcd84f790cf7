using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;

namespace Stoker.Diagnoses.Streaming;

/// <summary>STRM005: batches spend much of their time on offsets, logs and plans, and the query does not pause between them.</summary>
internal static class BatchBookkeeping
{
    public const string Id = "STRM005";

    private static readonly string[] Parts = ["walCommit", "commitOffsets", "latestOffset", "getOffset", "queryPlanning", "getBatch", "commitBatch"];

    public static readonly Diagnosis Diagnosis = new(Id, "Bookkeeping dominates the batches", Rank.Driver, Check)
    {
        Limits = [StreamingThresholds.BookkeepingBatches, StreamingThresholds.BookkeepingShare, StreamingThresholds.PauseMs, StreamingThresholds.BehindShare, StreamingThresholds.MinBatchMs],
    };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var query in inspection.Application.StreamingQueries)
        {
            var batches = QueryBatch.WarmOf(inspection, query);
            if (batches.Count < inspection.ValueOf(Id, StreamingThresholds.BookkeepingBatches)
                || QueryBatch.BehindShare(batches, inspection.ValueOf(Id, StreamingThresholds.PauseMs)) < inspection.ValueOf(Id, StreamingThresholds.BehindShare))
            {
                continue; // A query that waits for its trigger has the time.
            }

            var whole = batches.Sum(batch => batch.LengthMs);
            var parts = Parts.Select(name => (Name: name, Ms: batches.Sum(batch => batch.Progress.DurationMs.GetValueOrDefault(name)))).Where(part => part.Ms > 0).OrderByDescending(part => part.Ms).ToList();
            var share = parts.Sum(part => part.Ms) / (double)Math.Max(1, whole);
            var limit = inspection.ValueOf(Id, StreamingThresholds.BookkeepingShare);
            if (share < limit)
            {
                continue;
            }

            var median = QueryBatch.MedianOf(batches);
            var suspicion = QueryPlaces.Suspect(inspection, query, Confidence.Medium);

            // Batches below a second may follow each other as fast as they can on purpose.
            suspicion.Doubt("the trigger's interval is not in the log");
            suspicion.FixedSeverity = median >= inspection.ValueOf(Id, StreamingThresholds.MinBatchMs) ? Severity.Minor : Severity.Info;
            suspicion.Prove("batches", batches.Count, EvidenceUnit.Count)
                .Prove("medianBatch", median, EvidenceUnit.Milliseconds)
                .Prove("bookkeepingShare", share, EvidenceUnit.Ratio, null, new Threshold(StreamingThresholds.BookkeepingShare.Name, Comparison.AtLeast, limit));
            foreach (var part in parts.Take(3))
            {
                suspicion.Prove(part.Name, part.Ms, EvidenceUnit.Milliseconds);
            }

            suspicion.Advise("Give the query a longer trigger: each batch pays this once, however many rows it has.")
                .Advise("Put the checkpoint on storage with fast small writes; where no state is kept, asynchronous progress tracking (asyncProgressTrackingEnabled, since Spark 3.4) takes the logs off the batch's path.");
            report.Add(suspicion);
        }
    }
}
