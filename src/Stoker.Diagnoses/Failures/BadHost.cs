using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Remedies;
using Stoker.Model.Tasks;

namespace Stoker.Diagnoses.Failures;

/// <summary>FAIL006: failures come from one host, more than its share of the tasks explains.</summary>
internal static class BadHost
{
    public const string Id = "FAIL006";

    public static readonly Diagnosis Diagnosis = new(Id, "Failures come from one host", Rank.Losses, Check)
    {
        Limits =
        [
            FailureThresholds.MinHostFailures,
            FailureThresholds.HostShare,
            FailureThresholds.MinHosts,
            FailureThresholds.ChanceShare,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        // A task that fails wherever it runs, and an executor that takes its tasks along, count once: neither is the host's by its number.
        List<AttemptFailure> failures =
        [
            .. AttemptFailure.Of(inspection).Where(attempt => attempt.IsException || (attempt.Failure.Reason == TaskEndReason.ExecutorLostFailure && attempt.Cause is not (LossCause.Released or LossCause.TakenAway)))
                .DistinctBy(attempt => (attempt.Host, attempt.IsException ? $"{attempt.Stage.Stage.Id} {attempt.Stage.Stage.Tasks.Index(attempt.Failure.Row)}" : attempt.Stage.Stage.Tasks.ExecutorId(attempt.Failure.Row))),
        ];
        if (failures.Count < inspection.ValueOf(Id, FailureThresholds.MinHostFailures))
        {
            return;
        }

        var worst = failures.GroupBy(failure => failure.Host).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).First();
        var share = worst.Count() / (double)failures.Count;
        var tasks = TasksByHost(failures.Select(failure => failure.Stage).Distinct());
        if (share < inspection.ValueOf(Id, FailureThresholds.HostShare) || worst.Count() < inspection.ValueOf(Id, FailureThresholds.MinHostFailures) || tasks.Count < inspection.ValueOf(Id, FailureThresholds.MinHosts))
        {
            return;
        }

        var expected = tasks.GetValueOrDefault(worst.Key) / (double)tasks.Values.Sum();
        var chance = Math.Min(1, tasks.Count * AtLeast(worst.Count(), failures.Count, expected));
        if (chance <= inspection.ValueOf(Id, FailureThresholds.ChanceShare))
        {
            report.Add(Suspect(inspection, [.. worst], share, expected, chance));
        }
    }

    private static Suspicion Suspect(Inspection inspection, List<AttemptFailure> failures, double share, double expected, double chance)
    {
        var host = failures[0].Host;
        var lost = AttemptFailure.Of(inspection).Where(attempt => attempt.Host == host && (attempt.IsException || attempt.Failure.Reason == TaskEndReason.ExecutorLostFailure)).ToList();
        var suspicion = FailureGroup.Whole(lost).Suspect(inspection, Id, new HostPlace(host));
        suspicion.LeastSeverity = Severity.Minor;
        List<EvidenceItem> attempts = [.. suspicion.Evidence];
        suspicion.Evidence.Clear();
        suspicion.Prove("shareOfFailures", share, EvidenceUnit.Ratio, null, new Threshold(FailureThresholds.HostShare.Name, Comparison.AtLeast, inspection.ValueOf(Id, FailureThresholds.HostShare)))
            .Prove("shareOfTasks", expected, EvidenceUnit.Ratio)
            .Prove("chance", chance, EvidenceUnit.Ratio, null, new Threshold(FailureThresholds.ChanceShare.Name, Comparison.AtMost, inspection.ValueOf(Id, FailureThresholds.ChanceShare)));
        suspicion.Evidence.AddRange(attempts);
        return suspicion.Advise(new Remedy(RemedyKind.Cluster, "Take the host out and look at it: its disks, its memory, its network, what is installed there."))
            .Advise(inspection.Settings.Change("spark.excludeOnFailure.enabled", "true", "Let Spark give no more tasks to hosts and executors on which tasks fail."));
    }

    private static Dictionary<string, long> TasksByHost(IEnumerable<StageWork> stages)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var tasks in stages.Select(stage => stage.Stage.Tasks))
        {
            for (var row = 0; row < tasks.Count; row++)
            {
                System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, tasks.Host(row), out _)++;
            }
        }

        return counts;
    }

    /// <summary>The probability of that many hits or more among so many tries of equal chance.</summary>
    private static double AtLeast(int hits, int tries, double chance)
    {
        if (chance >= 1)
        {
            return 1;
        }

        var (sum, term) = (0.0, tries * Math.Log(1 - chance));
        for (var count = 0; count <= tries; count++)
        {
            sum += count >= hits ? Math.Exp(term) : 0;
            term += Math.Log((tries - count) / (count + 1.0)) + Math.Log(chance / (1 - chance));
        }

        return Math.Min(1, sum);
    }
}
