using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Python;

/// <summary>PYTHON010: RDD code in Python where a DataFrame would do: on both sides of a shuffle, or on the way from one DataFrame to another.</summary>
internal static class PythonRddShuffle
{
    public const string Id = "PYTHON010";

    public static readonly Diagnosis Diagnosis = new(Id, "RDD code in Python where a DataFrame would do", Rank.Python, Check)
    {
        Limits =
        [
            PythonThresholds.RddWorkMs,
            PythonThresholds.RddAppShare,
            PythonThresholds.Rows,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        var appMs = inspection.Stages.Sum(stage => stage.DurationMs);
        CheckRoundTrips(inspection, report, appMs);
        foreach (var job in inspection.Application.Jobs.Where(job => job.Execution is null))
        {
            var stages = job.Stages.SelectMany(inspection.AttemptsOf)
                .Where(stage => stage.HasPythonRdd && stage.Stage.Jobs.Count > 0 && stage.Stage.Jobs[0] == job.Id).ToList();
            var taskMs = stages.Sum(stage => stage.DurationMs);
            if (!stages.Any(stage => stage.ShuffleWrittenRecords > 0 && stage.Stage.Rdds.Any(rdd => rdd.Name == "PairwiseRDD"))
                || taskMs < inspection.ValueOf(Id, PythonThresholds.RddWorkMs))
            {
                continue;
            }

            var suspicion = new Suspicion(StagePlaces.CallSiteOf(job) ?? new JobPlace(job.Id), Confidence.Medium) { SameAs = "shuffle" }; // One cure for the program, however many lines.
            suspicion.Doubt("how much of it a DataFrame would spare depends on what the functions do");
            suspicion.RelatedPlaces.Add(new JobPlace(job.Id));
            var share = taskMs / (double)Math.Max(1, appMs);
            suspicion.LeastSeverity = share >= inspection.ValueOf(Id, PythonThresholds.RddAppShare) ? Severity.Minor : null;
            suspicion.Prove("taskTime", taskMs, EvidenceUnit.CoreMilliseconds, new JobPlace(job.Id))
                .Prove("shareOfApplication", share, EvidenceUnit.Ratio)
                .Prove("shuffledRecords", stages.Sum(stage => stage.ShuffleWrittenRecords), EvidenceUnit.Rows);
            foreach (var stage in stages)
            {
                suspicion.RelatedPlaces.Add(new StagePlace(stage.Stage.Id));
                inspection.Relate(suspicion, stage);
                suspicion.Prove("stage", stage.Stage.Name, new StagePlace(stage.Stage.Id));
                suspicion.ClaimRun(inspection.Ledger, stage, 0.3, 0.5, 1);
            }

            suspicion.Advise("Use a DataFrame: groupBy().agg(), join, distinct and orderBy run without Python; keep RDDs for objects that fit no column.");
            report.Add(suspicion);
        }
    }

    /// <summary>Stages that take rows out of a query, hand them to Python as an RDD, and read what comes back as a DataFrame: df.rdd.map(f).toDF().</summary>
    private static void CheckRoundTrips(Inspection inspection, Report report, long appMs)
    {
        foreach (var stage in inspection.Stages.Where(stage => stage.HasPythonRdd && stage.Stage.Rdds.Any(rdd => rdd.Name == "SQLExecutionRDD")))
        {
            var scan = inspection.PlansOf(stage).SelectMany(plan => plan.Operators).FirstOrDefault(node => node.Name.StartsWith("Scan ExistingRDD", StringComparison.Ordinal) && node.Stages.Contains(stage));
            if (scan?.OutputRows is not { } rows || rows < inspection.ValueOf(Id, PythonThresholds.Rows) || stage.DurationMs < inspection.ValueOf(Id, PythonThresholds.RddWorkMs))
            {
                continue;
            }

            var suspicion = inspection.Suspect(stage, Confidence.Medium);
            suspicion.Doubt("how much of it a DataFrame would spare depends on what the function does");
            suspicion.RelatedPlaces.Add(scan.Place);
            var share = stage.DurationMs / (double)Math.Max(1, appMs);
            suspicion.LeastSeverity = share >= inspection.ValueOf(Id, PythonThresholds.RddAppShare) ? Severity.Minor : null;
            suspicion.Prove("rows", rows, EvidenceUnit.Rows, scan.Place).Prove("taskTime", stage.DurationMs, EvidenceUnit.CoreMilliseconds).Prove("shareOfApplication", share, EvidenceUnit.Ratio);
            suspicion.ClaimRun(inspection.Ledger, stage, 0.3, 0.5, 1);
            suspicion.Advise("Stay in the DataFrame: select, withColumn and F functions in place of df.rdd.map(f).toDF(); where Python is needed, mapInPandas or a pandas UDF.");
            report.Add(suspicion);
        }
    }
}
