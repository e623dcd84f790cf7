using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Model.Tasks;

namespace Stoker.Diagnoses.Caching;

/// <summary>CACHE006: tasks run away from the cached blocks that they read, and take longer for it.</summary>
internal static class RemoteCacheReads
{
    public const string Id = "CACHE006";

    private const string Wait = "spark.locality.wait";
    private const long LongWaitMs = 10_000;

    public static readonly Diagnosis Diagnosis = new(Id, "Tasks run away from cached blocks", Rank.Plan, Check)
    {
        Limits =
        [
            CacheThresholds.RemoteShare,
            CacheThresholds.RemoteRatio,
            CacheThresholds.ReuseMinMs,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        if (inspection.IsLocal)
        {
            return;
        }

        HashSet<int> told = [];
        foreach (var rdd in inspection.Application.CachedRdds.Where(rdd => rdd.Level.IsValid))
        {
            foreach (var stage in UnusedCache.UsesOf(inspection, rdd).Skip(1))
            {
                var counts = stage.Stage.LocalityCounts;
                var away = counts.GetValueOrDefault(TaskLocality.Any) + counts.GetValueOrDefault(TaskLocality.RackLocal);
                if (stage.ShuffleReadBytes == 0 && stage.RunMs >= inspection.ValueOf(Id, CacheThresholds.ReuseMinMs)
                    && away >= inspection.ValueOf(Id, CacheThresholds.RemoteShare) * stage.Stage.TaskCount && counts.GetValueOrDefault(TaskLocality.ProcessLocal) > 3
                    && Compare(stage) is { } times && times.AwayMeanMs >= inspection.ValueOf(Id, CacheThresholds.RemoteRatio) * times.NearMeanMs && told.Add(stage.Index))
                {
                    report.Add(Suspect(inspection, stage, times));
                }
            }
        }
    }

    /// <summary>Times of tasks beside their block and of tasks away from it; null when there are none of either.</summary>
    private static Times? Compare(StageWork stage)
    {
        var tasks = stage.Stage.Tasks;
        var (near, nearMs, away, awayMs) = (0, 0L, 0, 0L);
        for (var row = 0; row < tasks.Count; row++)
        {
            if (tasks.Status(row) != TaskAttemptStatus.Success)
            {
                continue;
            }

            var (locality, duration) = (tasks.Locality(row), Math.Max(0, tasks.Duration(row).Value));
            if (locality == TaskLocality.ProcessLocal)
            {
                (near, nearMs) = (near + 1, nearMs + duration);
            }
            else if (locality is TaskLocality.Any or TaskLocality.RackLocal)
            {
                (away, awayMs) = (away + 1, awayMs + duration);
            }
        }

        return near == 0 || away == 0 ? null : new Times(away, awayMs / (double)away, Math.Max(1, nearMs / (double)near));
    }

    private static Suspicion Suspect(Inspection inspection, StageWork stage, Times times)
    {
        var suspicion = inspection.Suspect(stage, Confidence.Medium);
        suspicion.Doubt("that the time beyond that of their peers is the network's is inferred");
        suspicion.MostSeverity = Severity.Minor;
        suspicion.Prove("tasksAway", times.Away, EvidenceUnit.Count)
            .Prove("tasks", stage.TaskCount, EvidenceUnit.Count)
            .Prove("meanAway", times.AwayMeanMs, EvidenceUnit.Milliseconds)
            .Prove("meanBesideBlock", times.NearMeanMs, EvidenceUnit.Milliseconds);
        var extra = Math.Min(times.Away * (times.AwayMeanMs - times.NearMeanMs), inspection.Ledger.Of(stage, Bucket.Compute));
        suspicion.Claim(stage, Bucket.Compute, extra * 0.3, extra * 0.6, extra).ClaimArea(stage);
        return suspicion.Advise(inspection.Settings.DurationMs(Wait, unitMs: 1) >= LongWaitMs ? null : inspection.Settings.Change(Wait, "10s", "Let tasks wait longer for a slot beside their block.", risk: "Slots stand idle meanwhile."))
            .Advise(new Findings.Remedies.Remedy(Findings.Remedies.RemedyKind.Cluster, "Keep the executors that hold the cache, and start them all before the first action fills it: blocks stay where they were made."));
    }

    private readonly record struct Times(int Away, double AwayMeanMs, double NearMeanMs);
}
