using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Python;

/// <summary>PYTHON011: map, filter or mapPartitions of RDD code in Python over very many records. What the functions do is not in the log.</summary>
internal static class NarrowPythonRdd
{
    public const string Id = "PYTHON011";

    public static readonly Diagnosis Diagnosis = new(Id, "Narrow Python RDD work (map, mapPartitions)", Rank.Python, Check)
    {
        Limits = [PythonThresholds.Rows, PythonThresholds.NarrowWorkMs, PythonThresholds.RddAppShare],
    };

    private static void Check(Inspection inspection, Report report)
    {
        var appMs = inspection.Stages.Sum(stage => stage.DurationMs);
        foreach (var stage in inspection.Stages.Where(stage => IsNarrow(inspection, stage)))
        {
            var records = stage.InputRecords + stage.ShuffleReadRecords;
            var share = stage.DurationMs / (double)Math.Max(1, appMs);
            var limit = inspection.ValueOf(Id, PythonThresholds.RddAppShare);
            if (records < inspection.ValueOf(Id, PythonThresholds.Rows) || stage.DurationMs < inspection.ValueOf(Id, PythonThresholds.NarrowWorkMs) || share < limit)
            {
                continue;
            }

            var line = inspection.JobOf(stage) is { } job ? StagePlaces.CallSiteOf(job) : null;
            var suspicion = new Suspicion(line ?? new StagePlace(stage.Stage.Id), Confidence.Medium) { FixedSeverity = Severity.Info };
            suspicion.Doubt("what the functions do is not in the log");
            suspicion.RelatedPlaces.Add(new StagePlace(stage.Stage.Id));
            inspection.Relate(suspicion, stage);
            suspicion.Prove("records", records, EvidenceUnit.Rows)
                .Prove("taskTime", stage.DurationMs, EvidenceUnit.CoreMilliseconds)
                .Prove("shareOfApplication", share, EvidenceUnit.Ratio, null, new Threshold(PythonThresholds.RddAppShare.Name, Comparison.AtLeast, limit));
            suspicion.Advise("If the records are rows of a table, use a DataFrame: select and filter run without Python, mapInPandas hands over whole batches.")
                .Advise("Where records stay objects of Python, do what can be done once a partition in mapPartitions, not once a record in map.");
            report.Add(suspicion);
        }
    }

    /// <summary>Whether functions of Python run over records and no shuffle by keys follows in their job: that is PYTHON010, and so is the way back to a DataFrame.</summary>
    private static bool IsNarrow(Inspection inspection, StageWork stage) =>
        stage.Stage.Rdds.Any(rdd => rdd.Name == "PythonRDD")
        && !stage.Stage.Rdds.Any(rdd => rdd.Name == "PairwiseRDD")
        && inspection.JobOf(stage) is { Execution: null } job
        && !job.Stages.SelectMany(inspection.AttemptsOf).Any(other => other.Stage.Rdds.Any(rdd => rdd.Name == "PairwiseRDD"));
}
