using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings.Remedies;

namespace Stoker.Diagnoses.Skew;

/// <summary>SKEW002: input splits are uneven.</summary>
internal static class UnevenInput
{
    public const string Id = "SKEW002";

    public static readonly Diagnosis Diagnosis = new(Id, "Input splits are uneven", Rank.DataShape, Check) { Limits = [.. SkewSearch.Limits] };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var stage in inspection.Stages)
        {
            // Cached blocks count as input too, but splitting files would not change them (trap T06).
            if (stage.InputBytes == 0 || stage.ShuffleReadBytes > 0 || ReadsCache(stage) || (SkewSearch.Of(inspection, stage, Id) ?? SkewSearch.OfFewInputs(inspection, stage, Id)) is not { } spread)
            {
                continue;
            }

            var suspicion = SkewSearch.Suspect(inspection, stage, spread, Id);
            suspicion.Remedies.Add(new Remedy(RemedyKind.Data, "Write the source in files of even size and a format that can be split; a .gz file is always one task."));
            if (InputOutput.SmallerSplits.Of(inspection, stage, "64MB", 64 << 20) is { } split)
            {
                suspicion.Remedies.Add(split);
            }

            report.Add(suspicion);
        }
    }

    /// <summary>Whether a stage has a persisted RDD in its lineage.</summary>
    internal static bool ReadsCache(StageWork stage) => stage.Stage.Rdds.Any(rdd => rdd.StorageLevel.IsValid);
}
