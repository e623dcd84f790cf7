using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;

namespace Stoker.Diagnoses.Streaming;

/// <summary>STRM007: batches have next to no rows for each of their tasks, and yet keep the query busy.</summary>
internal static class TinyBatches
{
    public const string Id = "STRM007";

    public static readonly Diagnosis Diagnosis = new(Id, "Batches are too small or too frequent", Rank.Scheduling, Check)
    {
        Limits = [StreamingThresholds.TinyBatchCount, StreamingThresholds.RowsPerTask, StreamingThresholds.BusyShare],
    };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var query in inspection.Application.StreamingQueries)
        {
            List<QueryBatch> batches = [.. QueryBatch.WarmOf(inspection, query).Where(batch => batch.Jobs.Count > 0)];
            if (batches.Count < inspection.ValueOf(Id, StreamingThresholds.TinyBatchCount))
            {
                continue;
            }

            var perTask = batches.Select(batch => batch.InputRows / (double)Math.Max(1, batch.StagesIn(inspection).Sum(stage => stage.TaskCount))).Order().ElementAt(batches.Count / 2);
            var span = batches[^1].StartMs + batches[^1].LengthMs - batches[0].StartMs;
            var busy = batches.Sum(batch => batch.LengthMs) / (double)Math.Max(1, span);
            var limit = inspection.ValueOf(Id, StreamingThresholds.RowsPerTask);
            if (perTask >= limit || busy < inspection.ValueOf(Id, StreamingThresholds.BusyShare))
            {
                continue;
            }

            // How soon rows must be through, nobody but the author knows.
            var suspicion = QueryPlaces.Suspect(inspection, query, Confidence.Medium);
            suspicion.FixedSeverity = Severity.Info;
            suspicion.Doubt("how soon rows must be through is not in the log");
            suspicion.Prove("batches", batches.Count, EvidenceUnit.Count)
                .Prove("rowsPerTask", perTask, EvidenceUnit.Rows, null, new Threshold(StreamingThresholds.RowsPerTask.Name, Comparison.AtMost, limit))
                .Prove("medianBatch", QueryBatch.MedianOf(batches), EvidenceUnit.Milliseconds)
                .Prove("busyShare", busy, EvidenceUnit.Ratio);
            suspicion.Advise("If rows may wait, give the query a longer trigger, or run it now and then with trigger(availableNow=True), since Spark 3.3.")
                .Advise("Use fewer tasks a batch: a smaller spark.sql.shuffle.partitions before the first start, minPartitions of the source.");
            report.Add(suspicion);
        }
    }
}
