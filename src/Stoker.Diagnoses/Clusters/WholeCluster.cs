using Stoker.Diagnoses.Executors;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Clusters;

/// <summary>CLUS003: on a standalone cluster an application without a limit takes all cores, idle or not, and others wait. What the idle cores cost is EXEC001's.</summary>
internal static class WholeCluster
{
    public const string Id = "CLUS003";

    private const string Key = "spark.cores.max";

    public static readonly Diagnosis Diagnosis = new(Id, "Application takes the whole standalone cluster", Rank.Configuration, Check);

    private static void Check(Inspection inspection, Report report)
    {
        if (inspection.Settings.Find("spark.master")?.StartsWith("spark://", StringComparison.Ordinal) != true
            || inspection.Settings.IsSet(Key) || inspection.Settings.IsOn("spark.dynamicAllocation.enabled") == true || !IdleExecutors.AreMany(inspection))
        {
            return;
        }

        var suspicion = new Suspicion(new SettingPlace(Key), Confidence.Medium) { FixedSeverity = Severity.Info };
        suspicion.Doubt("whether others needed the cores is not in this log");
        suspicion.Prove("cores", inspection.Curve.Lives.Sum(life => life.Executor.TotalCores), EvidenceUnit.Count, new ApplicationPlace())
            .Prove("executors", inspection.Curve.Lives.Count, EvidenceUnit.Count, new ApplicationPlace());
        report.Add(suspicion.Advise("Set spark.cores.max for this application, or spark.deploy.defaultCores for all at the master: without it an application gets every core there is."));
    }
}
