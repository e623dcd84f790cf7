using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Model.Sql;
using Stoker.Model.Storage;

namespace Stoker.Diagnoses.Streaming;

/// <summary>STRM010: the function of foreachBatch acts on its DataFrame more than once, and each action reads and computes the batch from its source.</summary>
internal static class RepeatedBatch
{
    public const string Id = "STRM010";

    public static readonly Diagnosis Diagnosis = new(Id, "foreachBatch computes the batch again per action", Rank.Plan, Check) { Limits = [StreamingThresholds.FewBatches, StreamingThresholds.RepeatedShare] };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var query in inspection.Application.StreamingQueries.Where(query => query.Progress.Any(progress => progress.Sink.Contains("ForeachBatch", StringComparison.Ordinal))))
        {
            var batches = inspection.BatchesOf(query);
            var repeats = batches.Select(batch => Repeats(inspection, batch)).Where(repeated => repeated.Actions > 1).ToList();
            if (repeats.Count < inspection.ValueOf(Id, StreamingThresholds.FewBatches) || repeats.Count < inspection.ValueOf(Id, StreamingThresholds.RepeatedShare) * batches.Count)
            {
                continue;
            }

            var suspicion = QueryPlaces.Suspect(inspection, query, Confidence.High);
            suspicion.Prove("batches", repeats.Count, EvidenceUnit.Count)
                .Prove("actionsPerBatch", repeats.Average(repeated => repeated.Actions), EvidenceUnit.Count)
                .Prove("repeatedTime", repeats.Sum(repeated => repeated.Again.Sum(stage => stage.DurationMs)), EvidenceUnit.CoreMilliseconds);
            foreach (var stage in repeats.SelectMany(repeated => repeated.Again).Distinct().OrderBy(stage => stage.Index))
            {
                suspicion.ClaimRun(inspection.Ledger, stage, 0.4, 0.7, 0.9);
            }

            suspicion.RelatedPlaces.Add(new StagePlace(repeats[^1].Again[0].Stage.Id));
            suspicion.Advise("Keep the batch while the function works on it: batch_df.persist() at its begin, batch_df.unpersist() at its end.")
                .Advise("Or do in one action what the actions do one by one.");
            report.Add(suspicion);
        }
    }

    /// <summary>How many queries of a batch compute one RDD that is not persisted, and the stages in which they do so again.</summary>
    private static (int Actions, IReadOnlyList<StageWork> Again) Repeats(Inspection inspection, QueryBatch batch)
    {
        var computed = new Dictionary<RddId, ExecutionId?>();
        HashSet<ExecutionId?> actions = [];
        List<StageWork> again = [];
        foreach (var job in batch.Jobs)
        {
            foreach (var stage in job.Stages.SelectMany(inspection.AttemptsOf).Where(stage => stage.Stage.Jobs.Contains(job.Id)))
            {
                if (stage.Stage.Rdds.Any(rdd => rdd.StorageLevel.UseMemory || rdd.StorageLevel.UseDisk))
                {
                    continue;
                }

                foreach (var rdd in stage.Stage.Rdds)
                {
                    if (!computed.TryAdd(rdd.Id, job.Execution) && computed[rdd.Id] != job.Execution)
                    {
                        actions.Add(computed[rdd.Id]);
                        actions.Add(job.Execution);
                        again.Add(stage);
                    }
                }
            }
        }

        return (actions.Count, [.. again.Distinct()]);
    }
}
