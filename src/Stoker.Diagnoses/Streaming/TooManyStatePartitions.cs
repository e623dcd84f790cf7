using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Streaming;

/// <summary>STRM002: a micro-batch is cut into far more shuffle partitions than there are slots.</summary>
internal static class TooManyStatePartitions
{
    public const string Id = "STRM002";

    public static readonly Diagnosis Diagnosis = new(Id, "Too many shuffle partitions for a micro-batch", Rank.DataShape, Check)
    {
        Limits =
        [
            StreamingThresholds.TaskRatio,
            StreamingThresholds.TinyTaskMs,
            StreamingThresholds.FewRows,
            StreamingThresholds.FewRowsTaskMs,
            StreamingThresholds.MinStateStages,
        ],
    };

    /// <summary>Whether tasks are short, or hold few rows and take longer only because the machine is busy; a batch without rows runs all of them too.</summary>
    private static bool AreTiny(Inspection inspection, StageWork stage)
    {
        var mean = stage.DurationMs / (double)stage.TaskCount;
        return mean < inspection.ValueOf(Id, StreamingThresholds.TinyTaskMs)
            || (mean < inspection.ValueOf(Id, StreamingThresholds.FewRowsTaskMs) && stage.ShuffleReadRecords < inspection.ValueOf(Id, StreamingThresholds.FewRows) * stage.TaskCount);
    }

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var query in inspection.Application.StreamingQueries.Where(query => query.Progress.Any(progress => progress.StateOperators.Count > 0)))
        {
            List<StageWork> stages = [.. inspection.Stages.Where(stage => stage.Stage.Parents.Count > 0 && stage.TaskCount >= inspection.ValueOf(Id, StreamingThresholds.TaskRatio) * inspection.SlotsOf(stage) && AreTiny(inspection, stage))];
            if (stages.Count < inspection.ValueOf(Id, StreamingThresholds.MinStateStages) || stages.Sum(stage => stage.WallMs) * 2 < inspection.Stages.Sum(stage => stage.WallMs))
            {
                continue;
            }

            var first = stages[0];
            var suspicion = QueryPlaces.Suspect(inspection, query, Confidence.High);
            suspicion.Prove("tasks", first.TaskCount, EvidenceUnit.Count, new StagePlace(first.Stage.Id))
                .Prove("slots", inspection.SlotsOf(first), EvidenceUnit.Count)
                .Prove("meanTask", stages.Sum(stage => stage.DurationMs) / (double)stages.Sum(stage => stage.TaskCount), EvidenceUnit.Milliseconds)
                .Prove("stages", stages.Count, EvidenceUnit.Count);
            suspicion.RelatedPlaces.Add(new SettingPlace("spark.sql.shuffle.partitions"));
            foreach (var stage in stages)
            {
                var spared = 1 - (inspection.SlotsOf(stage) / stage.TaskCount);
                suspicion.ClaimRun(inspection.Ledger, stage, spared * 0.5, spared * 0.8, spared);
            }

            var slots = Math.Max(1, (long)Math.Ceiling(inspection.SlotsOf(first))).ToString(System.Globalization.CultureInfo.InvariantCulture);
            suspicion.Advise(inspection.Settings.Change("spark.sql.shuffle.partitions", slots, "Set it before the first start: the checkpoint fixes it, so an old query needs a new checkpoint."));
            report.Add(suspicion);
        }
    }
}
