using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;
using Stoker.Model.Sql;

namespace Stoker.Diagnoses.Scheduling;

/// <summary>SCHED007: writes that do not need each other run one after another while half of the slots are empty.</summary>
internal static class JobsInARow
{
    public const string Id = "SCHED007";

    public static readonly Diagnosis Diagnosis = new(Id, "Independent jobs run one after another on half-empty slots", Rank.Scheduling, Check)
    {
        Limits = [SchedulingThresholds.RowGapMs, SchedulingThresholds.BusyShare, SchedulingThresholds.RowWallShare, SchedulingThresholds.RowJobMs],
    };

    private static void Check(Inspection inspection, Report report)
    {
        if (inspection.IsStreaming || inspection.IsInteractive)
        {
            return;
        }

        foreach (var row in Rows(inspection))
        {
            var span = row.Sum(write => write.LengthMs);
            var best = Math.Max(row.Max(write => write.LengthMs), row.Sum(write => write.Busy * write.LengthMs));
            var spared = span - best;
            if (spared < inspection.ValueOf(Id, SchedulingThresholds.RowWallShare) * inspection.WallMs)
            {
                continue;
            }

            report.Add(Suspect(inspection, row, spared));
        }
    }

    private static Suspicion Suspect(Inspection inspection, List<Write> row, double spared)
    {
        // Whether one write needs what another did, beyond what the log shows, only the program's author knows.
        var suspicion = new Suspicion(row[0].Plan.Place, Confidence.Low) { FixedSeverity = Severity.Info, Basis = Basis.Bounded };
        suspicion.Doubt("whether a write needs an earlier one, beyond what the log shows, only the program tells");
        suspicion.RelatedPlaces.AddRange(row.Skip(1).Select(write => write.Plan.Place));
        suspicion.Prove("writes", row.Count, EvidenceUnit.Count)
            .Prove("busySlots", row.Average(write => write.Busy), EvidenceUnit.Ratio, null, new Threshold(SchedulingThresholds.BusyShare.Name, Comparison.AtMost, inspection.ValueOf(Id, SchedulingThresholds.BusyShare)))
            .Prove("timeInARow", row.Sum(write => write.LengthMs), EvidenceUnit.Milliseconds)
            .Prove("sparedAtMost", spared, EvidenceUnit.Milliseconds);
        List<StageWork> stages = [.. row.SelectMany(write => write.Plan.Stages).Distinct()];
        var wall = Math.Max(1, stages.Sum(stage => stage.WallMs));
        foreach (var stage in stages)
        {
            inspection.Relate(suspicion, stage);
            var part = spared * stage.WallMs / wall;
            suspicion.ClaimTail(stage, 0, part / 2, part);
        }

        return suspicion.Advise("Start writes that do not need each other from threads: concurrent.futures.ThreadPoolExecutor with pyspark.inheritable_thread_target.", "None of them reads what another wrote.")
            .Advise(inspection.Settings.Change("spark.scheduler.mode", "FAIR", "Let jobs that run at once share the slots."));
    }

    /// <summary>Writes that follow each other within a second, each on half-empty slots; none reads what an earlier one of its row wrote or cached.</summary>
    private static IEnumerable<List<Write>> Rows(Inspection inspection)
    {
        List<Write> row = [];
        foreach (var plan in inspection.Plans.Where(plan => plan.Execution.RootId == plan.Execution.Id && plan.Execution.Jobs.Count > 0).OrderBy(plan => plan.Execution.StartTime?.EpochMilliseconds ?? 0))
        {
            var write = Read(inspection, plan);
            if (write is null || (row.Count > 0 && !Follows(inspection, row, write)))
            {
                if (row.Count > 1)
                {
                    yield return row;
                }

                row = [];
            }

            if (write is not null)
            {
                row.Add(write);
            }
        }

        if (row.Count > 1)
        {
            yield return row;
        }
    }

    private static Write? Read(Inspection inspection, QueryPlan plan)
    {
        if (plan.Execution is not { StartTime: { } start, EndTime: { } end, Status: SqlExecutionStatus.Completed } || plan.Operators.FirstOrDefault(Writes.IsWrite) is not { } node)
        {
            return null;
        }

        var (from, to) = (start.EpochMilliseconds, end.EpochMilliseconds);
        var busy = inspection.Curve.Busy(from, to) / Math.Max(1, inspection.Curve.Supply(from, to));
        return to - from < inspection.ValueOf(Id, SchedulingThresholds.RowJobMs) || busy > inspection.ValueOf(Id, SchedulingThresholds.BusyShare) ? null : new Write(plan, Writes.TargetOf(node), from, to, busy);
    }

    private static bool Follows(Inspection inspection, List<Write> row, Write next)
    {
        var gap = next.StartMs - row[^1].EndMs;
        return gap >= 0 && gap < inspection.ValueOf(Id, SchedulingThresholds.RowGapMs) && !row.Exists(earlier => Needs(next, earlier));
    }

    /// <summary>Whether a write may need an earlier one: it reads where that wrote, writes where that wrote, or both read one cache, which the earlier filled.</summary>
    private static bool Needs(Write next, Write earlier)
    {
        var reads = next.Plan.Operators.Select(node => node.Metadata.GetValueOrDefault("Location") ?? "");
        return (earlier.Target is { Length: > 0 } target && (target == next.Target || reads.Any(location => location.Contains(target, StringComparison.Ordinal))))
            || (ReadsCache(next.Plan) && ReadsCache(earlier.Plan));
    }

    private static bool ReadsCache(QueryPlan plan) => plan.Operators.Any(node => node.ReadsCache);

    /// <summary>A query that writes; times in ms since the epoch, busy slots as a share.</summary>
    private sealed record Write(QueryPlan Plan, string? Target, long StartMs, long EndMs, double Busy)
    {
        public long LengthMs => EndMs - StartMs;
    }
}
