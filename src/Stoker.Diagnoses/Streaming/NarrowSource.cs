using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Streaming;

/// <summary>STRM006: the source gives fewer partitions than there are slots, and reading it is most of a batch.</summary>
internal static class NarrowSource
{
    public const string Id = "STRM006";

    public static readonly Diagnosis Diagnosis = new(Id, "The source gives too few partitions", Rank.DataShape, Check)
    {
        Limits = [StreamingThresholds.MinBatches, StreamingThresholds.SourceTaskShare, StreamingThresholds.SourceTimeShare, StreamingThresholds.BusyShare],
    };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var query in inspection.Application.StreamingQueries)
        {
            var batches = QueryBatch.WarmOf(inspection, query);
            if (batches.Count < inspection.ValueOf(Id, StreamingThresholds.MinBatches))
            {
                continue;
            }

            List<StageWork> sources = [.. batches.SelectMany(batch => batch.StagesIn(inspection)).Where(stage => stage.Stage.Parents.Count == 0 && stage.ShuffleReadRecords == 0).Distinct().OrderBy(stage => stage.Index)];
            var length = batches.Sum(batch => batch.LengthMs);
            var span = batches[^1].StartMs + batches[^1].LengthMs - batches[0].StartMs;
            var share = sources.Sum(stage => stage.WallMs) / (double)Math.Max(1, length);
            if (sources.Count == 0 || length < inspection.ValueOf(Id, StreamingThresholds.BusyShare) * span || share < inspection.ValueOf(Id, StreamingThresholds.SourceTimeShare))
            {
                continue;
            }

            var tasks = sources.Select(stage => stage.TaskCount).Order().ElementAt(sources.Count / 2);
            var slots = sources.Average(stage => inspection.SlotsOf(stage));
            var limit = inspection.ValueOf(Id, StreamingThresholds.SourceTaskShare);
            if (tasks >= limit * slots)
            {
                continue;
            }

            report.Add(Suspect(inspection, query, sources, tasks, slots, share));
        }
    }

    private static Suspicion Suspect(Inspection inspection, Model.Streaming.StreamingQuery query, List<StageWork> sources, int tasks, double slots, double share)
    {
        var suspicion = QueryPlaces.Suspect(inspection, query, Confidence.Medium);
        suspicion.Doubt("what bounds the partitions of the source is not in the log");
        suspicion.RelatedPlaces.Add(new StagePlace(sources[^1].Stage.Id));
        suspicion.Prove("sourceTasks", tasks, EvidenceUnit.Count, new StagePlace(sources[^1].Stage.Id))
            .Prove("slots", slots, EvidenceUnit.Count)
            .Prove("shareOfBatches", share, EvidenceUnit.Ratio, null, new Threshold(StreamingThresholds.SourceTimeShare.Name, Comparison.AtLeast, inspection.ValueOf(Id, StreamingThresholds.SourceTimeShare)));
        if (query.Progress[^1].Sources is [{ Description: { Length: > 0 } description }, ..])
        {
            suspicion.Prove("source", description.Length > 120 ? description[..120] + "…" : description);
        }

        foreach (var stage in sources)
        {
            // Four tasks a slot are even enough, as PART002 has it.
            var all = inspection.SlotsOf(stage);
            suspicion.Stages.Add(stage.Index);
            TailPrice.Of(stage.WallMs, stage.BusyMs, all, stage.DurationMs / (4 * all)).Claim(suspicion, inspection.Ledger, stage, all);
        }

        return suspicion.Advise("Let the source give more partitions: minPartitions for Kafka, more shards or files, numPartitions.")
            .Advise("Or repartition(n) behind the source, before the heavy part: it costs a shuffle of the rows.");
    }
}
