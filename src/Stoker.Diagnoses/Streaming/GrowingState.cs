using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Model.Streaming;

namespace Stoker.Diagnoses.Streaming;

/// <summary>STRM003: the state of a query grows batch by batch, and never shrinks: nothing bounds it.</summary>
internal static class GrowingState
{
    public const string Id = "STRM003";

    public static readonly Diagnosis Diagnosis = new(Id, "State grows without bound", Rank.Plan, Check)
    {
        Limits =
        [
            StreamingThresholds.GrowthBatches,
            StreamingThresholds.UnboundedBatches,
            StreamingThresholds.GrowthFit,
            StreamingThresholds.GrowthRatio,
            StreamingThresholds.GrowthRows,
        ],
    };

    /// <summary>Operators that keep every row they see: without a watermark nothing lets one go. Aggregates keep a row a key, and keys may run out.</summary>
    private static readonly HashSet<string> KeepsRows = new(StringComparer.Ordinal) { "symmetricHashJoin", "dedupe" };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var query in inspection.Application.StreamingQueries)
        {
            var operators = query.Progress.Select(progress => progress.StateOperators.Count).DefaultIfEmpty().Max();
            for (var index = 0; index < operators; index++)
            {
                Check(inspection, report, query, index);
            }
        }
    }

    private static void Check(Inspection inspection, Report report, StreamingQuery query, int index)
    {
        // A batch without rows changes nothing; RocksDB with row counting switched off reports 0, and what reports no number says nothing.
        List<StreamingStateOperator> states = [.. query.Progress
            .Where(progress => progress.StateOperators.Count > index && progress.Sources.Sum(source => source.InputRows) > 0)
            .Select(progress => progress.StateOperators[index])
            .Where(state => state.RowsTotal is not null)];
        double[] rows = [.. states.Select(state => (double)state.RowsTotal!.Value)]; // Not null by the filter.
        var isUnbounded = states.All(state => state.Name is { } operatorName && KeepsRows.Contains(operatorName)) && query.Progress.All(progress => !progress.EventTime.ContainsKey("watermark"));
        var least = isUnbounded ? StreamingThresholds.UnboundedBatches : StreamingThresholds.GrowthBatches;
        if (rows.Length < inspection.ValueOf(Id, least) || rows[^1] < inspection.ValueOf(Id, StreamingThresholds.GrowthRows))
        {
            return;
        }

        // Rows that leave the state, by a watermark or a timeout, show as a batch after which there are fewer.
        var shrinks = false;
        for (var at = 1; at < rows.Length; at++)
        {
            shrinks |= rows[at] < rows[at - 1];
        }

        var line = StraightLine.Through(rows);
        var fit = line.Slope > 0 ? line.Fit : 0;
        var limit = inspection.ValueOf(Id, StreamingThresholds.GrowthFit);
        var ratio = rows[^1] / Math.Max(1, rows[rows.Length / 2]);
        if (shrinks || fit < limit || ratio < inspection.ValueOf(Id, StreamingThresholds.GrowthRatio))
        {
            return;
        }

        var suspicion = QueryPlaces.Suspect(inspection, query, Confidence.Medium);
        suspicion.FixedSeverity = Severity.Major;
        suspicion.Doubt("the log may be too short to show when the state is cleaned");
        suspicion.Prove("batches", rows.Length, EvidenceUnit.Count)
            .Prove("firstStateRows", rows[0], EvidenceUnit.Rows)
            .Prove("lastStateRows", rows[^1], EvidenceUnit.Rows)
            .Prove("growthFit", fit, EvidenceUnit.Ratio, null, new Threshold(StreamingThresholds.GrowthFit.Name, Comparison.AtLeast, limit));
        if (states[^1].MemoryUsed is { } memory)
        {
            suspicion.Prove("stateMemory", memory.Value, EvidenceUnit.Bytes);
        }

        if (states[^1].Name is { } name)
        {
            suspicion.Prove("operator", name);
        }

        suspicion.AdviseIf(
                "May rows that come later than the watermark be dropped?",
                "Bound the state by event time: withWatermark before the aggregation or dropDuplicates, a time range in stream-stream joins, a timeout or TTL in stateful functions.")
            .AdviseIf("Do duplicates come within the watermark's delay of each other?", "Use dropDuplicatesWithinWatermark (since Spark 3.5) in place of dropDuplicates.");
        report.Add(suspicion);
    }
}
