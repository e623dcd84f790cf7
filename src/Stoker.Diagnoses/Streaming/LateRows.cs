using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;

namespace Stoker.Diagnoses.Streaming;

/// <summary>STRM008: rows come later than the watermark allows, and are left out of the result.</summary>
internal static class LateRows
{
    public const string Id = "STRM008";

    public static readonly Diagnosis Diagnosis = new(Id, "Late rows are dropped", Rank.Plan, Check) { Limits = [StreamingThresholds.LateShare, StreamingThresholds.LateRows] };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var query in inspection.Application.StreamingQueries)
        {
            // Of chained operators the second counts again what the first let through late: the one that drops most is taken.
            // An operator that aggregates meets groups, not rows: what it dropped is held against what it took.
            var operators = query.Progress.Select(progress => progress.StateOperators.Count).DefaultIfEmpty().Max();
            var (dropped, updated) = Enumerable.Range(0, operators).Select(index => Of(query, index)).DefaultIfEmpty().MaxBy(of => of.Dropped);
            var read = query.Progress.Sum(progress => progress.Sources.Sum(source => source.InputRows));
            var share = dropped / (double)Math.Max(1, Math.Min(read, dropped + updated));
            var limit = inspection.ValueOf(Id, StreamingThresholds.LateShare);
            if (dropped < inspection.ValueOf(Id, StreamingThresholds.LateRows) || share < limit)
            {
                continue;
            }

            var suspicion = QueryPlaces.Suspect(inspection, query, Confidence.High);
            suspicion.FixedSeverity = Severity.Minor;
            suspicion.Prove("rowsDropped", dropped, EvidenceUnit.Rows)
                .Prove("rowsRead", read, EvidenceUnit.Rows)
                .Prove("stateRowsUpdated", updated, EvidenceUnit.Rows)
                .Prove("droppedShare", share, EvidenceUnit.Ratio, null, new Threshold(StreamingThresholds.LateShare.Name, Comparison.AtLeast, limit));
            if (query.Progress.LastOrDefault(progress => progress.EventTime.ContainsKey("watermark")) is { } last)
            {
                suspicion.Prove("watermark", last.EventTime["watermark"]);
                if (last.EventTime.GetValueOrDefault("min") is { } earliest)
                {
                    suspicion.Prove("earliestRow", earliest);
                }
            }

            suspicion.Advise("Let the watermark wait longer, withWatermark(\"at\", \"2 hours\"): as long as rows are known to come late. The state holds that much more.")
                .Advise("Where late rows must count, write them apart, or repair their windows with a batch job.");
            report.Add(suspicion);
        }
    }

    /// <summary>What an operator of a query dropped and took over all batches.</summary>
    private static (long Dropped, long Updated) Of(Model.Streaming.StreamingQuery query, int index)
    {
        var (dropped, updated) = (0L, 0L);
        foreach (var progress in query.Progress.Where(progress => progress.StateOperators.Count > index))
        {
            dropped += progress.StateOperators[index].RowsDroppedByWatermark ?? 0;
            updated += progress.StateOperators[index].RowsUpdated ?? 0;
        }

        return (dropped, updated);
    }
}
