using System.Globalization;
using Stoker.Diagnoses.Executors;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Remedies;

namespace Stoker.Diagnoses.Clusters;

/// <summary>CLUS005: from the request of an executor to its registration a long time passes. What tasks waited meanwhile is EXEC002's.</summary>
internal static class SlowContainers
{
    public const string Id = "CLUS005";

    /// <summary>Pods that Spark asks for at once by default, at least (spark.kubernetes.allocation.batch.size: 5 or 10, by version).</summary>
    private const int BatchOfPods = 10;

    /// <summary>Pods at once that a control plane bears. [derived]</summary>
    private const int ManyPods = 20;

    private const string BatchSize = "spark.kubernetes.allocation.batch.size";

    public static readonly Diagnosis Diagnosis = new(Id, "Containers start slowly", Rank.ExecutorShape, Check)
    {
        Limits =
        [
            ClusterThresholds.SlowStartMs,
            ClusterThresholds.FirstExecutorMs,
            ClusterThresholds.StartShare,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        if (inspection.IsLocal || inspection.Curve.Lives.Count == 0)
        {
            return;
        }

        var waits = inspection.Application.Executors.Where(executor => executor is { RequestTime: not null, RegistrationTime: not null })
            .Select(executor => executor.RegistrationTime!.Value.EpochMilliseconds - executor.RequestTime!.Value.EpochMilliseconds).Order().ToList(); // Not null by the condition.
        var median = waits.Count > 0 ? waits[waits.Count / 2] : 0;

        // With dynamic allocation the first executor may come late because nobody asked for it.
        var first = inspection.Settings.IsOn("spark.dynamicAllocation.enabled") == false ? inspection.Curve.Lives.Min(life => life.StartMs) - inspection.Curve.StartMs : 0;
        var limit = inspection.ValueOf(Id, ClusterThresholds.SlowStartMs);
        if (median < limit && first < inspection.ValueOf(Id, ClusterThresholds.FirstExecutorMs))
        {
            return;
        }

        var isMuch = Math.Max(first, 0) >= inspection.ValueOf(Id, ClusterThresholds.FirstExecutorMs) && first >= inspection.ValueOf(Id, ClusterThresholds.StartShare) * inspection.WallMs;
        var suspicion = new Suspicion(new ApplicationPlace(), Confidence.Medium) { LeastSeverity = isMuch ? Severity.Minor : Severity.Info };
        suspicion.Doubt("the log tells how long it took, not what it waited for");
        if (waits.Count > 0)
        {
            suspicion.Prove("medianStart", median, EvidenceUnit.Milliseconds, null, new Threshold(ClusterThresholds.SlowStartMs.Name, Comparison.AtLeast, limit))
                .Prove("longestStart", waits[^1], EvidenceUnit.Milliseconds)
                .Prove("executors", waits.Count, EvidenceUnit.Count);
        }

        // What tasks waited is EXEC002's, which becomes its consequence; too little for a finding of its own, it is told here.
        if (LateExecutors.WaitsOf(inspection) is { Count: > 0 } late && !LateExecutors.IsMuch(inspection, late))
        {
            LateExecutors.Claim(inspection, suspicion, late);
        }

        suspicion.Prove("firstExecutorAfter", inspection.Curve.Lives.Min(life => life.StartMs) - inspection.Curve.StartMs, EvidenceUnit.Milliseconds);
        if (inspection.Settings.Find("spark.master")?.StartsWith("k8s://", StringComparison.Ordinal) == true)
        {
            suspicion.Advise(new Remedy(RemedyKind.Cluster, "Make pods quick: a small image that nodes already have (pull policy IfNotPresent), nodes kept warm, requests that fit the nodes there are."))
                .Advise(inspection.Curve.Lives.Count <= BatchOfPods || inspection.Settings.Number(BatchSize) >= ManyPods ? null : new Remedy(RemedyKind.Setting, "Let Spark ask for more pods at once.", Setting: new SettingChange(BatchSize, inspection.Settings.Find(BatchSize), ManyPods.ToString(CultureInfo.InvariantCulture))));
        }
        else
        {
            suspicion.Advise(new Remedy(RemedyKind.Cluster, "Ask the owner of the queue: containers wait for room, or for files that are copied to each host first (spark.yarn.archive or spark.yarn.jars on the cluster's storage spares that)."));
        }

        report.Add(suspicion);
    }
}
