using Stoker.Diagnoses.Pricing;
using Stoker.Findings.Places;
using Stoker.Findings.Remedies;

namespace Stoker.Diagnoses.Failures;

/// <summary>FAIL010: a disk of an executor was full.</summary>
internal static class FullDisk
{
    public const string Id = "FAIL010";

    public static readonly Diagnosis Diagnosis = new(Id, "A disk is full", Rank.Losses, Check);

    private static void Check(Inspection inspection, Report report)
    {
        if (LossSearch.Of(inspection, LossCause.DiskFull, isFixed: true) is not { } suspicion)
        {
            return;
        }

        var hosts = AttemptFailure.Of(inspection).Where(attempt => attempt.Cause == LossCause.DiskFull).Select(attempt => attempt.Host).Distinct().Order(StringComparer.Ordinal).Take(3);
        suspicion.RelatedPlaces.AddRange(hosts.Select(host => new HostPlace(host)));
        suspicion.Advise(new Remedy(RemedyKind.Cluster, "Give shuffle and spill files more room: larger or more disks behind spark.local.dir, the same on each node; on YARN and Kubernetes the manager sets the folders."))
            .Advise("Write less to local disks: drop columns and rows before shuffles, unpersist what is cached on disk, end long sessions, whose old shuffle files go only when the driver collects garbage.");
        report.Add(suspicion);
    }
}
