using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.InputOutput;

/// <summary>IO004: a pass over the data only to infer its schema.</summary>
internal static class InferencePass
{
    public const string Id = "IO004";

    public static readonly Diagnosis Diagnosis = new(Id, "A pass over the data only to infer its schema", Rank.Plan, Check)
    {
        Limits =
        [
            InputOutputThresholds.InferenceMs,
        ],
    };

    /// <summary>Whether a stage ran for reading a schema: the call is of the reader, which by itself needs no job over all data; the writer's calls have the same names.</summary>
    public static bool IsInference(Inspection inspection, StageWork stage) => stage.OutputBytes == 0 && inspection.JobOf(stage) is { } job
        && StagePlaces.MethodOf(job.CallSite ?? job.Name) is "csv" or "json" or "load" or "xml"
        && !(job.Execution is { } execution && inspection.PlanOf(execution)?.Operators.Any(Writes.IsWrite) == true);

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var stage in inspection.Stages)
        {
            if (stage.RunMs < inspection.ValueOf(Id, InputOutputThresholds.InferenceMs) || stage.InputBytes == 0 || stage.ShuffleWrittenBytes > 0 || stage.TaskCount < 2 || !IsInference(inspection, stage))
            {
                continue;
            }

            var suspicion = inspection.Suspect(stage, Confidence.High);
            suspicion.RelatedPlaces.Add(new JobPlace(stage.Stage.Jobs[0]));
            suspicion.Prove("callSite", stage.Stage.Name).Prove("bytes", stage.InputBytes, EvidenceUnit.Bytes).Prove("runTime", stage.RunMs, EvidenceUnit.CoreMilliseconds);
            suspicion.ClaimRun(inspection.Ledger, stage, 0.8, 0.95, 1);
            var method = StagePlaces.MethodOf(inspection.JobOf(stage)?.CallSite ?? stage.Stage.Name);
            suspicion.Advise($"Give the schema: spark.read.schema(\"a INT, b STRING\").{method}(path); or infer it from a sample with samplingRatio.");
            report.Add(suspicion);
        }
    }
}
