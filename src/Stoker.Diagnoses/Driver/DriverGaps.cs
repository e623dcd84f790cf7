using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;
using Stoker.Model.Jobs;
using Stoker.Model.Sql;

namespace Stoker.Diagnoses.Driver;

/// <summary>DRV001: the cluster waits while the driver works, or sleeps; the log cannot tell which.</summary>
internal static class DriverGaps
{
    public const string Id = "DRV001";

    public static readonly Diagnosis Diagnosis = new(Id, "The cluster waits while the driver works or waits", Rank.Driver, Check)
    {
        Limits =
        [
            DriverThresholds.GapShare,
            DriverThresholds.MinGapMs,
            DriverThresholds.ShortGapMs,
            DriverThresholds.ShortGaps,
            DriverThresholds.ThinkingMs,
            DriverThresholds.StartMs,
            DriverThresholds.RddStartMs,
            DriverThresholds.PlanColumns,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        // In a shell on one machine pauses hold up nobody, and are not paid for.
        if (inspection.IsStreaming || inspection.Stages.Count == 0 || (inspection.IsInteractive && inspection.IsLocal))
        {
            return;
        }

        var clues = new Clues(QueriesOf(inspection), ExplainedGaps.PlannedIn(inspection));
        var gaps = Unexplained(inspection, clues);
        var sum = gaps.Sum(gap => LengthOf(inspection, clues, gap));
        var limit = inspection.ValueOf(Id, DriverThresholds.GapShare);
        if (gaps.Count == 0 || sum < limit * inspection.WallMs)
        {
            return;
        }

        // Between the commands of a shell or a notebook a person reads and thinks: to know, not to repair. A program that mostly waits may be one too.
        var suspicion = new Suspicion(new ApplicationPlace(), inspection.IsInteractive || IsMostlyIdle(inspection) ? Confidence.Low : Confidence.Medium)
        {
            Basis = Basis.Measured,
            MostSeverity = inspection.IsInteractive ? Severity.Info : null,
        };
        suspicion.Doubt(inspection.IsInteractive
            ? "a person typed the commands: the pauses may be theirs"
            : "the log does not tell whether the driver worked, slept or waited for something else");
        suspicion.Prove("gaps", gaps.Count, EvidenceUnit.Count)
            .Prove("gapTime", sum, EvidenceUnit.Milliseconds)
            .Prove("gapShare", sum / (double)inspection.WallMs, EvidenceUnit.Ratio, null, new Threshold(DriverThresholds.GapShare.Name, Comparison.AtLeast, limit));
        var peak = Math.Max(1, inspection.Curve.PeakBusy(inspection.Curve.StartMs, inspection.Curve.EndMs));
        foreach (var gap in gaps)
        {
            // Slots that the application never needs at once are idle executors (EXEC001), not the driver's fault.
            var needed = Math.Min(1, peak / Math.Max(1, inspection.Curve.MeanSlots(gap.StartMs, gap.EndMs)));
            var length = LengthOf(inspection, clues, gap);
            var slotMs = gap.SlotMs * needed * length / gap.Milliseconds;
            suspicion.CellClaims.Add(new CellClaim(Cell.OfGap(gap), new Estimate(slotMs * 0.8, slotMs, slotMs)));
            suspicion.WallClaims.Add(new WallClaim(WallKind.Gap, gap.Index, new Estimate(length * 0.8, length, length)));
        }

        // Pauses that are too short to count by themselves go with the long ones where one query takes the place of many.
        foreach (var gap in Pauses(inspection, clues).Except(gaps).Where(gap => !gap.IsRamp))
        {
            suspicion.ClaimGap(gap, 0, 0, 1);
        }

        foreach (var gap in gaps.OrderByDescending(gap => gap.Milliseconds).ThenBy(gap => gap.Index).Take(3))
        {
            Locate(inspection, suspicion, clues, gap);
        }

        var longest = gaps.MaxBy(gap => LengthOf(inspection, clues, gap))!; // There is one at least.
        AdviseColumns(inspection, suspicion, longest);
        suspicion.Advise(IsBeforeJobs(inspection, longest)
                ? "See what the program does before the first job: move pandas and plain Python work into Spark, or do it before the session is made, so that no executor waits; a DataFrame that a loop of withColumn or union builds is analyzed again in each pass."
                : "See what the program does after these actions: move pandas and plain Python work into Spark, or run it beside the next job in a thread; a DataFrame that a loop of withColumn or union builds is analyzed again in each pass.")
            .Advise("Replace sleeping and polling by waiting for the event itself; release the executors when the wait is long.");
        report.Add(suspicion);
    }

    /// <summary>A pause before a query of very many columns looks like any other, but a loop of withColumn takes that long.</summary>
    private static void AdviseColumns(Inspection inspection, Suspicion suspicion, Gap longest)
    {
        foreach (var plan in inspection.Plans.Where(plan => plan.Execution.StartTime is { } start && start.EpochMilliseconds > longest.StartMs && start.EpochMilliseconds <= longest.EndMs))
        {
            if (PlanSize.ColumnsOf(plan) is var columns && columns >= inspection.ValueOf(Id, DriverThresholds.PlanColumns))
            {
                suspicion.RelatedPlaces.Add(plan.Place);
                suspicion.Prove("columnsOfTheNextQuery", columns, EvidenceUnit.Count, plan.Place).Advise("If the program adds the columns of the next query in a loop: make" + SlowPlanning.ManyColumns[4..]);
                return;
            }
        }
    }

    private static List<Gap> Unexplained(Inspection inspection, Clues clues)
    {
        var shortest = inspection.ValueOf(Id, DriverThresholds.MinGapMs);
        var gaps = Pauses(inspection, clues);
        var brief = gaps.Where(gap => IsBrief(inspection, clues, gap)).ToHashSet();
        return brief.Count < inspection.ValueOf(Id, DriverThresholds.ShortGaps)
            ? [.. gaps.Where(gap => LengthOf(inspection, clues, gap) >= shortest)]
            : [.. gaps.Where(gap => brief.Contains(gap) || LengthOf(inspection, clues, gap) >= shortest)];
    }

    /// <summary>Gaps, however short, that nothing else explains.</summary>
    private static List<Gap> Pauses(Inspection inspection, Clues clues)
    {
        var thinking = inspection.ValueOf(Id, DriverThresholds.ThinkingMs);
        var explained = ExplainedGaps.Of(inspection);
        var first = inspection.Application.SqlExecutions.FirstOrDefault(execution => execution.StartTime is not null && execution.Jobs.Count > 0);
        var skipsPauses = inspection.IsInteractive && IsMostlyIdle(inspection);
        return
        [
            .. inspection.Ledger.Gaps.Where(gap => !explained.Contains(gap.Index)
                && 2 * clues.Planned.GetValueOrDefault(gap.Index) <= gap.Milliseconds
                && !(first is not null && IsFirstPlanning(inspection, gap, first))
                && !IsEndOfFailure(inspection, gap)
                && (!skipsPauses || gap.Milliseconds <= thinking)
                && (inspection.Application.IsComplete || gap.EndMs < inspection.Curve.EndMs)),
        ];
    }

    /// <summary>A pause that counts where there are many of them.</summary>
    private static bool IsBrief(Inspection inspection, Clues clues, Gap gap) =>
        !gap.IsRamp && gap.Milliseconds < inspection.ValueOf(Id, DriverThresholds.MinGapMs) && LengthOf(inspection, clues, gap) >= inspection.ValueOf(Id, DriverThresholds.ShortGapMs);

    /// <summary>
    /// What of a gap is the program's. Before the first stage Spark itself starts, loads classes and plans, on a busy machine for ten seconds and more: only what
    /// is beyond that counts, from the moment when the first executor is there.
    /// </summary>
    private static long LengthOf(Inspection inspection, Clues clues, Gap gap) => Math.Max(0, WholeLengthOf(inspection, clues, gap) - clues.Planned.GetValueOrDefault(gap.Index));

    private static long WholeLengthOf(Inspection inspection, Clues clues, Gap gap)
    {
        if (!IsBeforeJobs(inspection, gap))
        {
            // A short pause is what the program itself takes, from the end of a query to the start of the next.
            return gap.Milliseconds >= inspection.ValueOf(Id, DriverThresholds.MinGapMs) ? gap.Milliseconds : Math.Min(gap.EndMs, FirstQueryMs(clues.Queries, gap)) - gap.StartMs;
        }

        var first = inspection.Curve.Lives.Min(life => (long?)life.StartMs) ?? gap.StartMs;
        var length = Math.Min(gap.EndMs, FirstQueryMs(clues.Queries, gap)) - Math.Max(gap.StartMs, first);
        var start = (long)inspection.ValueOf(Id, BeginsWithQuery(inspection) ? DriverThresholds.StartMs : DriverThresholds.RddStartMs);
        return length >= start ? length - (start / 3) : 0;
    }

    /// <summary>When the query began whose first job ends the gap: from then on Spark plans, the longer the busier the machine.</summary>
    private static long FirstQueryMs(List<(long JobMs, long QueryMs)> queries, Gap gap)
    {
        var at = queries.BinarySearch((gap.StartMs, long.MinValue));
        var first = long.MaxValue;
        for (at = at < 0 ? ~at : at; at < queries.Count && queries[at].JobMs <= gap.EndMs + 1000; at++)
        {
            first = Math.Min(first, queries[at].QueryMs);
        }

        return first;
    }

    /// <summary>First job and start of each query, by the job.</summary>
    private static List<(long JobMs, long QueryMs)> QueriesOf(Inspection inspection) =>
    [
        .. inspection.Application.SqlExecutions
            .Where(execution => execution.StartTime is not null)
            .Select(execution => (JobMs: ExplainedGaps.FirstJobMs(inspection, execution), QueryMs: execution.StartTime!.Value.EpochMilliseconds)) // Not null by the condition.
            .Where(query => query.JobMs is not null).Select(query => (query.JobMs!.Value, query.QueryMs)).Order(), // Not null by the condition.
    ];

    /// <summary>Whether a query is there before the first job, or is what it is for.</summary>
    private static bool BeginsWithQuery(Inspection inspection) => inspection.Application.Jobs is not [{ Execution: null, SubmissionTime: { } first }, ..]
        || inspection.Application.SqlExecutions.Any(execution => execution.StartTime <= first);

    /// <summary>Whether the program mostly pauses for as long as a person thinks (trap T16).</summary>
    private static bool IsMostlyIdle(Inspection inspection)
    {
        var thinking = inspection.ValueOf(Id, DriverThresholds.ThinkingMs);
        return inspection.Ledger.Gaps.Where(gap => gap.Milliseconds > thinking).Sum(gap => gap.Milliseconds) > inspection.WallMs / 2;
    }

    /// <summary>The first query loads the classes of the planner, between a job that read footers and its own first job (trap T02).</summary>
    private static bool IsFirstPlanning(Inspection inspection, Gap gap, SqlExecution first) =>
        gap.Milliseconds < 2 * inspection.ValueOf(SlowPlanning.Id, DriverThresholds.PlanMs)
        && ExplainedGaps.FirstJobMs(inspection, first) is { } job && job >= gap.StartMs && job <= gap.EndMs + 1000
        && first.StartTime!.Value.EpochMilliseconds >= gap.StartMs - 1000; // It has a start.

    /// <summary>What follows the job that failed last is the error's way out of the program: it prints, cleans up and ends.</summary>
    private static bool IsEndOfFailure(Inspection inspection, Gap gap) => gap.Milliseconds < inspection.ValueOf(Id, DriverThresholds.StartMs) && IsAfterJobs(inspection, gap)
        && inspection.Application.Jobs.Where(job => job.CompletionTime is not null).MaxBy(job => job.CompletionTime)?.Status == JobStatus.Failed;

    private static bool IsBeforeJobs(Inspection inspection, Gap gap) => gap.IsRamp && !IsAfterJobs(inspection, gap);

    private static bool IsAfterJobs(Inspection inspection, Gap gap) => inspection.Stages.All(stage => stage.EndMs <= gap.StartMs);

    private static void Locate(Inspection inspection, Suspicion suspicion, Clues clues, Gap gap)
    {
        Job? before = null, after = null;
        foreach (var job in inspection.Application.Jobs)
        {
            if (job.CompletionTime is { } end && end.EpochMilliseconds <= gap.StartMs + 1000 && (before is null || end > before.CompletionTime))
            {
                before = job;
            }

            after ??= job.SubmissionTime is { } start && start.EpochMilliseconds >= gap.EndMs - 1000 ? job : null;
        }

        suspicion.Prove("longestGap", LengthOf(inspection, clues, gap), EvidenceUnit.Milliseconds, before is null ? null : new JobPlace(before.Id));
        foreach (var job in (ReadOnlySpan<Job?>)[before, after])
        {
            if (job is not null)
            {
                suspicion.RelatedPlaces.Add(new JobPlace(job.Id));
                if (StagePlaces.CallSiteOf(job) is { } line)
                {
                    suspicion.RelatedPlaces.Add(line);
                }
            }
        }
    }

    /// <summary>What tells how much of a gap is the program's.</summary>
    /// <param name="Queries">First job and start of each query, by the job.</param>
    /// <param name="Planned">By position of a gap: how much of it a query takes that plans long, ms; that is DRV007's.</param>
    private sealed record Clues(List<(long JobMs, long QueryMs)> Queries, IReadOnlyDictionary<int, long> Planned);
}
