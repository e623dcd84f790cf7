using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Remedies;

namespace Stoker.Diagnoses.Clusters;

/// <summary>CLUS001: the driver runs on another network than the executors, and tasks wait for it. A person's notebook is there on purpose.</summary>
internal static class FarDriver
{
    public const string Id = "CLUS001";

    public static readonly Diagnosis Diagnosis = new(Id, "Driver runs far from the cluster", Rank.ExecutorShape, Check)
    {
        Limits =
        [
            ClusterThresholds.TalkShare,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        if (inspection.IsLocal || inspection.IsInteractive || inspection.Settings.Find("spark.submit.deployMode") != "client")
        {
            return;
        }

        var all = inspection.Stages.Sum(stage => stage.DurationMs);
        var talk = inspection.Stages.Sum(stage => stage.SchedulerDelayMs + stage.GettingResultMs);
        var limit = inspection.ValueOf(Id, ClusterThresholds.TalkShare);
        var driver = inspection.Application.Executors.FirstOrDefault(executor => executor.IsDriver)?.Host ?? "";
        if (all == 0 || talk < limit * all || inspection.Curve.Lives.Count == 0 || !inspection.Curve.Lives.All(life => AreApart(driver, life.Executor.Host)))
        {
            return;
        }

        var suspicion = new Suspicion(new HostPlace(driver), Confidence.Low) { FixedSeverity = Severity.Info };
        suspicion.Doubt("that the networks differ is inferred from the names of the hosts");
        suspicion.Prove("driverHost", driver)
            .Prove("executorHost", inspection.Curve.Lives[0].Executor.Host)
            .Prove("waitShare", talk / (double)all, EvidenceUnit.Ratio, new ApplicationPlace(), new Threshold(ClusterThresholds.TalkShare.Name, Comparison.AtLeast, limit))
            .Prove("schedulerDelay", inspection.Stages.Sum(stage => stage.SchedulerDelayMs), EvidenceUnit.CoreMilliseconds, new ApplicationPlace())
            .Prove("gettingResult", inspection.Stages.Sum(stage => stage.GettingResultMs), EvidenceUnit.CoreMilliseconds, new ApplicationPlace());
        report.Add(suspicion.Advise(new Remedy(RemedyKind.Cluster, "Submit batch programs with --deploy-mode cluster, or from a host beside the cluster.")));
    }

    /// <summary>Whether two hosts are known to be on different networks: other first halves of IPv4 addresses, or other domains. Bare names say nothing.</summary>
    internal static bool AreApart(string left, string right)
    {
        var (leftNet, rightNet) = (NetworkOf(left), NetworkOf(right));
        return leftNet is not null && rightNet is not null && char.IsAsciiDigit(left[0]) == char.IsAsciiDigit(right[0]) && !leftNet.Equals(rightNet, StringComparison.OrdinalIgnoreCase);
    }

    private static string? NetworkOf(string host)
    {
        if (System.Net.IPAddress.TryParse(host, out var address))
        {
            return address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork && !System.Net.IPAddress.IsLoopback(address) ? string.Join('.', host.Split('.').Take(2)) : null;
        }

        return host.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && !char.IsAsciiDigit(host[0]) ? host[(dot + 1)..] : null;
    }
}
