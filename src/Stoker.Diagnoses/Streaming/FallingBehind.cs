using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Model.Streaming;

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
            // The first three batches load classes and fill the state (trap T02); empty ones need no time.
            List<StreamingProgress> batches = [.. query.Progress.Where(progress => progress is { Time: not null, Duration: not null } && progress.Sources.Sum(source => source.InputRows) > 0).Skip(3)];
            batches = [.. batches.TakeLast((int)inspection.ValueOf(Id, StreamingThresholds.Batches))];
            if (batches.Count < inspection.ValueOf(Id, StreamingThresholds.MinBatches))
            {
                continue;
            }

            var behind = 0;
            for (var index = 1; index < batches.Count; index++)
            {
                var previous = batches[index - 1];
                var pause = (batches[index].Time!.Value - previous.Time!.Value).Value - previous.Duration!.Value.Value; // Filtered above.
                behind += pause < inspection.ValueOf(Id, StreamingThresholds.PauseMs) ? 1 : 0;
            }

            var share = behind / (double)(batches.Count - 1);
            var median = batches.Select(batch => batch.Duration!.Value.Value).Order().ElementAt(batches.Count / 2);
            var limit = inspection.ValueOf(Id, StreamingThresholds.BehindShare);
            if (share < limit || median < inspection.ValueOf(Id, StreamingThresholds.MinBatchMs))
            {
                continue;
            }

            var suspicion = QueryPlaces.Suspect(inspection, query, Confidence.Medium);
            suspicion.FixedSeverity = IsGrowing(batches) ? Severity.Major : Severity.Minor;
            suspicion.Doubt("the trigger's interval is not in the log: it is inferred from batches that start without a pause");
            suspicion.Prove("batchesBehind", behind, EvidenceUnit.Count)
                .Prove("behindShare", share, EvidenceUnit.Ratio, null, new Threshold(StreamingThresholds.BehindShare.Name, Comparison.AtLeast, limit))
                .Prove("medianBatch", median, EvidenceUnit.Milliseconds);
            if (batches[^1].DurationMs.Where(part => part.Key != "triggerExecution").OrderByDescending(part => part.Value).ThenBy(part => part.Key, StringComparer.Ordinal).FirstOrDefault() is { Key: not null } largest)
            {
                suspicion.Prove("largestPart", largest.Key).Prove(largest.Key, largest.Value, EvidenceUnit.Milliseconds);
            }

            suspicion.Advise("Shorten the largest part of the batch; bound a batch by maxOffsetsPerTrigger or maxFilesPerTrigger; give more slots.");
            report.Add(suspicion);
        }
    }

    private static bool IsGrowing(List<StreamingProgress> batches) =>
        batches.Count >= 10 && batches.Count(batch => batch.Sources.Any(source => source.InputRowsPerSecond > 1.1 * source.ProcessedRowsPerSecond)) * 2 > batches.Count;
}
