using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Pricing;
using Stoker.Findings.Remedies;

namespace Stoker.Diagnoses.Shuffles;

/// <summary>SHUF004: tasks write shuffle data more slowly than a disk of today does.</summary>
internal static class SlowWrite
{
    public const string Id = "SHUF004";

    public static readonly Diagnosis Diagnosis = new(Id, "Shuffle data is written slowly", Rank.Plan, Check)
    {
        Limits =
        [
            ShuffleThresholds.MinStageWorkMs,
            ShuffleThresholds.WriteShare,
            ShuffleThresholds.SlowBytesPerMs,
            ShuffleThresholds.SlowVolumeBytes,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var stage in inspection.Stages.Where(stage => Is(inspection, stage)))
        {
            var rate = stage.ShuffleWrittenBytes / (double)stage.ShuffleWriteMs * 1000;
            var suspicion = inspection.Suspect(stage, Confidence.Medium);
            suspicion.Doubt("that the disk is the reason is inferred from the speed");
            suspicion.Basis = Basis.Measured;
            suspicion.Prove("writeTime", stage.ShuffleWriteMs, EvidenceUnit.CoreMilliseconds)
                .Prove("writeShare", stage.ShuffleWriteMs / (double)Math.Max(1, stage.RunMs), EvidenceUnit.Ratio, null, new Threshold(ShuffleThresholds.WriteShare.Name, Comparison.AtLeast, inspection.ValueOf(Id, ShuffleThresholds.WriteShare)))
                .Prove("shuffleWritten", stage.ShuffleWrittenBytes, EvidenceUnit.Bytes)
                .Prove("bytesASecondOfATask", rate, EvidenceUnit.Bytes);
            var write = inspection.Ledger.Of(stage, Bucket.ShuffleWrite);
            suspicion.Claim(stage, Bucket.ShuffleWrite, write * 0.25, write * 0.5, write * 0.8).ClaimArea(stage);
            suspicion.Advise(new Remedy(RemedyKind.Cluster, "Put spark.local.dir on local SSDs, several where there are several; not on a network volume or the disk of the system."))
                .Advise("Write less: drop columns before the shuffle, aggregate first, and make fewer partitions where files are many and small.");
            report.Add(suspicion);
        }
    }

    private static bool Is(Inspection inspection, StageWork stage) =>
        stage.RunMs >= inspection.ValueOf(Id, ShuffleThresholds.MinStageWorkMs)
        && stage.ShuffleWrittenBytes >= inspection.ValueOf(Id, ShuffleThresholds.SlowVolumeBytes)
        && stage.ShuffleWriteMs > 0
        && stage.ShuffleWriteMs >= inspection.ValueOf(Id, ShuffleThresholds.WriteShare) * stage.RunMs
        && stage.ShuffleWrittenBytes < inspection.ValueOf(Id, ShuffleThresholds.SlowBytesPerMs) * stage.ShuffleWriteMs;
}
