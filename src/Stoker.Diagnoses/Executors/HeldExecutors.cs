using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;

namespace Stoker.Diagnoses.Executors;

/// <summary>EXEC003: dynamic allocation does not release executors that have had nothing to do for long, since they hold cached or shuffled data.</summary>
internal static class HeldExecutors
{
    public const string Id = "EXEC003";

    private const string Prefix = "spark.dynamicAllocation.";

    public static readonly Diagnosis Diagnosis = new(Id, "Idle executors are kept by cache or shuffle data", Rank.ExecutorShape, Check)
    {
        Limits =
        [
            ExecutorThresholds.IdleTimeouts,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        if (inspection.IsLocal || inspection.Stages.Count == 0 || inspection.Settings.IsOn(Prefix + "enabled") != true)
        {
            return;
        }

        var (isCached, isShuffled) = (IsHeldByCache(inspection), IsHeldByShuffle(inspection));
        var timeout = inspection.Settings.DurationMs(Prefix + "executorIdleTimeout") ?? 60_000;
        var kept = inspection.Settings.Number(Prefix + "minExecutors") ?? 0;
        var least = inspection.ValueOf(Id, ExecutorThresholds.IdleTimeouts) * timeout;

        // As many as must live anyway are not held by what they hold.
        var held = isCached || isShuffled
            ? IdleSpans(inspection, timeout).Where(span => span.Milliseconds + timeout >= least).OrderByDescending(span => span.Milliseconds).ThenBy(span => span.Life.Executor.Id, StringComparer.Ordinal).Skip((int)Math.Min(kept, int.MaxValue)).ToList()
            : [];
        if (held.Count == 0)
        {
            return;
        }

        var suspicion = new Suspicion(new ApplicationPlace(), Confidence.Medium) { Basis = Basis.Measured };
        suspicion.Doubt("the log does not tell why an executor was kept");
        suspicion.RelatedPlaces.AddRange(held.Take(5).Select(span => new ExecutorPlace(span.Life.Executor.Id)));
        suspicion.Prove("heldExecutors", held.Count, EvidenceUnit.Count)
            .Prove("idleTime", held.Sum(span => (double)span.Life.Slots * span.Milliseconds), EvidenceUnit.CoreMilliseconds)
            .Prove("longestIdle", held[0].Milliseconds + timeout, EvidenceUnit.Milliseconds, new ExecutorPlace(held[0].Life.Executor.Id))
            .Prove("heldBy", (isCached, isShuffled) switch { (true, true) => "cached data or shuffle files", (true, false) => "cached data", _ => "shuffle files" });
        Claim(inspection, suspicion, held);
        var enough = TimeoutFor(held[0].Milliseconds + timeout);
        if (isCached)
        {
            suspicion.Advise(inspection.Settings.Change(Prefix + "cachedExecutorIdleTimeout", enough, "Release executors with cached data too, when nothing has read it for long.", risk: "What is read later is computed again."))
                .Advise("Call unpersist() when nothing reads the data any more.");
        }

        if (isShuffled)
        {
            suspicion.Advise(inspection.Settings.Change(Prefix + "shuffleTracking.timeout", enough, "Release executors with shuffle files when no job has used them for long.", risk: "A later job that reads the shuffle computes it again."));
        }

        report.Add(suspicion);
    }

    /// <summary>Half of the longest idle time, in whole seconds, at most ten minutes: a longer timeout would have released none of them.</summary>
    private static string TimeoutFor(long longestMs) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Math.Clamp(longestMs / 2000, 1, 600)}s");

    private static void Claim(Inspection inspection, Suspicion suspicion, List<Span> held)
    {
        var supply = new SlotSupply(held.Select(span => (span.StartMs, span.Life.EndMs, span.Life.Slots)));
        foreach (var gap in inspection.Ledger.Gaps)
        {
            var idle = Math.Min(gap.SlotMs, supply.Between(gap.StartMs, gap.EndMs));
            if (idle > 0)
            {
                suspicion.CellClaims.Add(new CellClaim(Cell.OfGap(gap), new Estimate(idle * 0.8, idle, idle)));
            }
        }

        foreach (var stage in inspection.Stages)
        {
            var idle = supply.Between(stage.StartMs, stage.EndMs);
            if (idle > 0)
            {
                TailPrice.ClaimIdle(suspicion, inspection.Ledger, stage, idle * 0.8, idle, idle);
            }
        }
    }

    /// <summary>What of each executor's life is behind its last task, and the time that it may idle.</summary>
    private static IEnumerable<Span> IdleSpans(Inspection inspection, long timeout)
    {
        var last = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var stage in inspection.Stages)
        {
            var tasks = stage.Stage.Tasks;
            var ends = new long[tasks.ExecutorNames.Count];
            for (var row = 0; row < tasks.Count; row++)
            {
                var executor = tasks.ExecutorIndex(row);
                ends[executor] = Math.Max(ends[executor], tasks.LaunchTime(row).EpochMilliseconds + tasks.Duration(row).Value);
            }

            for (var executor = 0; executor < ends.Length; executor++)
            {
                if (ends[executor] > 0)
                {
                    last[tasks.ExecutorNames[executor]] = Math.Max(last.GetValueOrDefault(tasks.ExecutorNames[executor]), ends[executor]);
                }
            }
        }

        // One that never ran a task holds nothing.
        return inspection.Curve.Lives.Where(life => last.ContainsKey(life.Executor.Id))
            .Select(life => new Span(life, Math.Clamp(last[life.Executor.Id] + timeout, life.StartMs, life.EndMs)));
    }

    private static bool IsHeldByCache(Inspection inspection) => inspection.Application.CachedRdds.Any(rdd => rdd.Level.IsValid)
        && inspection.Settings.Find(Prefix + "cachedExecutorIdleTimeout") is { } text && Model.Settings.EffectiveSettings.ParseDuration(text) is null;

    private static bool IsHeldByShuffle(Inspection inspection) => inspection.Settings.IsOn("spark.shuffle.service.enabled") == false
        && inspection.Settings.IsOn(Prefix + "shuffleTracking.enabled") == true
        && inspection.Settings.Find(Prefix + "shuffleTracking.timeout") is { } text && Model.Settings.EffectiveSettings.ParseDuration(text) is null
        && inspection.Stages.Any(stage => stage.ShuffleWrittenBytes > 0);

    /// <summary>The idle end of an executor's life.</summary>
    private sealed record Span(ExecutorLife Life, long StartMs)
    {
        public long Milliseconds => Life.EndMs - StartMs;
    }
}
