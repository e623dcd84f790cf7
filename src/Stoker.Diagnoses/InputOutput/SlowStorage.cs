using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Remedies;

namespace Stoker.Diagnoses.InputOutput;

/// <summary>IO015: tasks that read from remote storage mostly wait for it. An inference: what a task waits for no metric tells.</summary>
internal static class SlowStorage
{
    public const string Id = "IO015";

    public static readonly Diagnosis Diagnosis = new(Id, "Storage is slow", Rank.Plan, Check)
    {
        Limits =
        [
            InputOutputThresholds.LargeScanBytes,
            InputOutputThresholds.WaitingCpuShare,
            InputOutputThresholds.SlowBytes,
            InputOutputThresholds.GcShare,
            InputOutputThresholds.LargeFileBytes,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var scan in TableScan.Of(inspection).Where(scan => IsRemote(scan.Location)).DistinctBy(scan => scan.Stage))
        {
            if (scan.Files is > 0 and var files && scan.Bytes / files >= inspection.ValueOf(Id, InputOutputThresholds.LargeFileBytes) && Waits(inspection, scan.Stage))
            {
                report.Add(Suspect(inspection, scan));
            }
        }
    }

    private static bool Waits(Inspection inspection, StageWork stage) =>
        stage.InputBytes >= inspection.ValueOf(Id, InputOutputThresholds.LargeScanBytes) && stage.CpuMs > 0
        && stage.CpuMs < inspection.ValueOf(Id, InputOutputThresholds.WaitingCpuShare) * stage.RunMs
        && stage.InputBytes * 1000.0 / stage.RunMs < inspection.ValueOf(Id, InputOutputThresholds.SlowBytes)
        && stage.GcMs < inspection.ValueOf(Id, InputOutputThresholds.GcShare) * stage.RunMs
        && stage is { PythonMs: 0, HasPythonRdd: false, DiskSpilledBytes: 0, OutputBytes: 0 }
        && stage.ShuffleWriteMs + stage.FetchWaitMs < stage.RunMs / 10;

    /// <summary>Whether the paths are on object stores; a machine's own disk, HDFS and unknown schemes are not judged.</summary>
    private static bool IsRemote(string location) =>
        Array.Exists(["[s3", "[gs:", "[abfs", "[wasb", "[oss:", "[cos"], scheme => location.Contains(scheme, StringComparison.OrdinalIgnoreCase));

    private static Suspicion Suspect(Inspection inspection, TableScan scan)
    {
        var stage = scan.Stage;
        var suspicion = new Suspicion(scan.Node.Place, Confidence.Low) { MostSeverity = Severity.Minor };
        suspicion.Doubt("what a task waits for is in no metric: it is what is left when CPU, Python and shuffles are taken off");
        suspicion.RelatedPlaces.Add(new StagePlace(stage.Stage.Id));
        inspection.Relate(suspicion, stage);
        suspicion.Prove("bytes", stage.InputBytes, EvidenceUnit.Bytes)
            .Prove("runTime", stage.RunMs, EvidenceUnit.CoreMilliseconds)
            .Prove("cpuShare", stage.CpuMs / (double)stage.RunMs, EvidenceUnit.Ratio, null, new Threshold(InputOutputThresholds.WaitingCpuShare.Name, Comparison.AtMost, inspection.ValueOf(Id, InputOutputThresholds.WaitingCpuShare)))
            .Prove("bytesPerTaskSecond", stage.InputBytes * 1000.0 / stage.RunMs, EvidenceUnit.Bytes);
        var waited = Math.Min(inspection.Ledger.Of(stage, Bucket.Compute), stage.RunMs - stage.CpuMs);
        suspicion.Claim(stage, Bucket.Compute, waited * 0.1, waited * 0.5, waited * 0.8).ClaimArea(stage);
        return suspicion.Advise(new Remedy(RemedyKind.Cluster, "Run the executors in the region of the data, and see whether the store throttles them."))
            .Advise(new Remedy(RemedyKind.Data, "Write row groups of 128 MiB and more: each column of a row group is a request of its own."))
            .Advise("Use a connector that reads ranges at once (vectored IO: hadoop-aws 3.3.5 and later, the cloud's own connector).");
    }
}
