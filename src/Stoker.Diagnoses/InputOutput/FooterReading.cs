using Stoker.Diagnoses.Driver;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Remedies;

namespace Stoker.Diagnoses.InputOutput;

/// <summary>IO013: the footers of all files are read to merge their schemas, a job of its own before the query.</summary>
internal static class FooterReading
{
    public const string Id = "IO013";

    public static readonly Diagnosis Diagnosis = new(Id, "Reading footers takes long", Rank.Plan, Check) { Limits = [InputOutputThresholds.FooterMs] };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var stage in inspection.Stages)
        {
            if (stage.RunMs >= inspection.ValueOf(Id, InputOutputThresholds.FooterMs) && IsFooterReading(inspection, stage))
            {
                report.Add(Suspect(inspection, stage));
            }
        }
    }

    /// <summary>A job that the reader itself starts, over several tasks that read no rows: Spark reads one footer alone unless it must merge schemas.</summary>
    private static bool IsFooterReading(Inspection inspection, StageWork stage) =>
        inspection.JobOf(stage) is { Execution: null } job && !SlowListing.IsListing(job)
        && StagePlaces.MethodOf(job.CallSite ?? job.Name) is "parquet" or "orc" or "load" or "table"
        && stage is { InputBytes: 0, InputRecords: 0, ShuffleWrittenBytes: 0, ShuffleReadBytes: 0, OutputBytes: 0, TaskCount: >= 2 };

    private static Suspicion Suspect(Inspection inspection, StageWork stage)
    {
        var suspicion = inspection.Suspect(stage, Confidence.Medium);
        suspicion.Doubt("that the job merges schemas is inferred from its name and its tasks");
        suspicion.RelatedPlaces.Add(new JobPlace(stage.Stage.Jobs[0]));
        suspicion.Prove("callSite", stage.Stage.Name).Prove("tasks", stage.TaskCount, EvidenceUnit.Count).Prove("runTime", stage.RunMs, EvidenceUnit.CoreMilliseconds);
        suspicion.ClaimRun(inspection.Ledger, stage, 0.5, 0.8, 1);
        if (inspection.Settings.IsOn("spark.sql.parquet.mergeSchema") == true)
        {
            suspicion.Advise(new Remedy(RemedyKind.Setting, "Take the schema of one file.", "All files have the same columns.", null, "1.5", new SettingChange("spark.sql.parquet.mergeSchema", "true", "false")));
        }

        return suspicion.Advise("Give the schema, spark.read.schema(s).parquet(path), instead of the option mergeSchema.")
            .Advise(new Remedy(RemedyKind.Data, "Read a catalog, Delta or Iceberg table: it knows its schema. Fewer, larger files have fewer footers."));
    }
}
