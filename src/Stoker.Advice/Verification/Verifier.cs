using Stoker.Advice.Comparison;
using Stoker.Advice.Comparison.Changes;
using Stoker.Findings;
using Stoker.Findings.Pricing;
using Stoker.Model.Stages;

namespace Stoker.Advice.Verification;

/// <summary>Holds the predicted savings of one run's findings against the next run. A pure function; thread safe.</summary>
public static class Verifier
{
    /// <param name="comparison">The two runs, compared.</param>
    /// <param name="before">Findings of the first run.</param>
    /// <param name="after">Findings of the second run.</param>
    public static ChangeVerification Verify(RunComparison comparison, IReadOnlyList<Finding> before, IReadOnlyList<Finding> after)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var refusal = new ChangeVerification { Comparison = comparison, PaceFactor = 1, IsDisturbed = false, Changes = [], NewFindings = [] };
        if (refusal.IsRefused)
        {
            return refusal;
        }

        var groups = FindingGroup.Of([.. before.Where(IsPriced)], comparison);
        var concerned = groups.SelectMany(group => group.Measured).ToHashSet();
        var pace = Pace.Of(comparison, concerned);
        var places = new FindingPlaces(comparison.After.Application);
        return new ChangeVerification
        {
            Comparison = comparison,
            PaceFactor = pace.Factor,
            IsDisturbed = pace.IsDisturbed,
            Changes =
            [
                .. groups.SelectMany(group => Split(group, comparison, after, places)).Select(group => Judge(group, groups, concerned, comparison, after, places, pace.IsDisturbed && group.Kind.IsOfStages() ? pace.Factor : 1))
                    .OrderByDescending(change => change.Core.Expected).ThenBy(change => change.Findings[0].Id, StringComparer.Ordinal).ThenBy(change => change.Findings[0].Place),
            ],
            NewFindings = [.. after.Where(IsPriced).Where(finding => !before.Any(other => other.Id == finding.Id))],
        };
    }

    /// <summary>Findings that stand for themselves and say what they cost; what follows from another, or sums others up, would count twice.</summary>
    private static bool IsPriced(Finding finding) => finding is { Cost.CoreSeconds.High: > 0, CausedBy: null, Groups.Count: 0 };

    private static VerifiedChange Judge(FindingGroup group, IReadOnlyList<FindingGroup> groups, HashSet<StageDifference> concerned, RunComparison comparison, IReadOnlyList<Finding> after, FindingPlaces places, double pace)
    {
        var wait = pace == 1 && group.Stages.Count > 0 ? CpuWait.Longer(group.Measured, comparison) : null;
        pace *= Math.Min(wait?.Factor ?? 1, VerificationThresholds.MostCpuWait);
        var donePace = pace == 1 ? DonePace.Of(group.Findings, group.Measured) : 1;
        pace *= donePace;
        var doubt = wait is null && donePace == 1 ? 0 : VerificationThresholds.CpuWaitDoubt;
        var core = SavingOf(group.Costs.Select(cost => cost.CoreSeconds), group.CoreBefore(comparison), group.CoreAfter(comparison), pace, doubt, comparison.Noise);
        var walls = group.Costs.Select(cost => cost.WallSeconds).OfType<Estimate>().ToList();
        var wall = walls.Count == 0 ? null : SavingOf(walls, group.WallBefore(comparison, concerned), group.WallAfter(comparison, concerned), pace, doubt, comparison.Noise);
        wall = group.Stages.Count == 0 && wall is not null ? wall with { Noise = comparison.NoiseBand.Value / 1000.0 } : wall;
        (core, wall) = (core.Beside(group.LeftCore), wall?.Beside(group.LeftWall));
        var isByWall = wall is not null && (group.Kind is CostKind.Waiting or CostKind.Driver || (group.Kind == CostKind.Tasks && core.Outcome == VerificationOutcome.BelowNoise));
        return new VerifiedChange
        {
            Findings = group.Findings,
            Stages = [.. group.Stages.Order()],
            Core = core,
            Wall = wall,
            IsJudgedByWall = isByWall,
            TaskTimeFactor = group.Kind == CostKind.Waiting && group.Stages.Count > 0 && group.CoreBefore(comparison) > 0 ? group.CoreAfter(comparison) / group.CoreBefore(comparison) : null,
            CpuWait = wait,
            Pace = pace,
            IsGone = group.IsGone(comparison),
            DonePace = donePace,
            HasNoCpus = SlotsWithoutCpus.Show(group, comparison),
            HasOtherResult = group.HasOtherResult(comparison),
            IsOnFewerSlots = group.IsOnFewerSlots(comparison),
            Outcome = IsStillThere(group, after, places) ? VerificationOutcome.StillThere
                : group.HasOtherInput || group.HasOtherPlanChange(comparison) || group.IsGone(comparison) || group.HasOtherResult(comparison) || SlotsWithoutCpus.Show(group, comparison) || group.TookOverDriver(groups) || group.IsOnFewerSlots(comparison) || group.Kind == CostKind.Unmeasured ? VerificationOutcome.NotComparable
                : HasOtherChange(comparison) && !group.WasActedOn(comparison) ? VerificationOutcome.Untouched
                : OutcomeOf(group, isByWall && wall is not null ? wall : core) is var outcome && IsJudgment(outcome) && pace == 1 && MayBeLoad(group, comparison) ? VerificationOutcome.OtherLoad
                : outcome,
        };
    }

    /// <summary>What an application as a whole takes differs for many reasons: there a saving below noise is never a miss.</summary>
    private static VerificationOutcome OutcomeOf(FindingGroup group, Saving saving) => group.Stages.Count == 0 && saving.IsBelowNoise ? VerificationOutcome.BelowNoise : saving.Outcome;

    private static bool IsJudgment(VerificationOutcome outcome) => outcome is VerificationOutcome.AsPredicted or VerificationOutcome.LessThanPredicted or VerificationOutcome.MoreThanPredicted;

    /// <summary>
    /// Whether the runs differ by the pace of the same work alone, and other load explains the group's part of that as well as a change of the program does: CPU time, which load leaves
    /// as it is, does not go the same way or shows that the first run waited. Stages whose shuffles hold more or less are other code (<see cref="DifferenceCause.OtherCode"/>), and not of these.
    /// </summary>
    private static bool MayBeLoad(FindingGroup group, RunComparison comparison) => comparison.Verdict == ComparisonVerdict.OtherPace && group.Measured.Count + group.Awaited.Count > 0
        && group.Measured.Concat(group.Awaited).All(stage => stage is { IsSame: true, MainCause: DifferenceCause.Pace })
        && (CpuWait.OfRuns(comparison) is { Factor: < 1 } || CpuChange.OfPace(comparison) is null);

    /// <summary>
    /// Whether the logs show a change that touches the time: where they do, a finding without one of its own was left alone; where they do not, the program may have changed. How
    /// often a task may fail changes no time of those that do not.
    /// </summary>
    private static bool HasOtherChange(RunComparison comparison) =>
        ClusterDifference.Is(comparison.Before, comparison.After) || comparison.Settings.Any(setting => setting.Explains.Any(cause => cause != DifferenceCause.Failures));

    /// <param name="predicted">What was predicted.</param>
    /// <param name="before">Time of the first run, seconds.</param>
    /// <param name="measured">Time of the second run, seconds.</param>
    /// <param name="pace">How much slower the second run's machine was.</param>
    /// <param name="doubt">Uncertainty of what that takes off, as a share of it.</param>
    /// <param name="noise">Standard deviation of a run, as a share of its time.</param>
    private static Saving SavingOf(IEnumerable<Estimate> predicted, double before, double measured, double pace, double doubt, double noise)
    {
        var after = measured / pace;
        var (low, expected, high) = (0.0, 0.0, 0.0);
        foreach (var estimate in predicted)
        {
            (low, expected, high) = (low + estimate.Low, expected + estimate.Expected, high + estimate.High);
        }

        var spread = ComparisonThresholds.Normal95 * noise * Math.Sqrt((before * before) + (after * after));
        return new Saving(low, expected, high, before - after, Math.Sqrt((spread * spread) + (doubt * doubt * (measured - after) * (measured - after))));
    }

    /// <summary>
    /// A group in two where some of its findings are still there and others are not: what its stages take less is the saving of the others, each measured by its own stages where these took as long as it is said to cost (a
    /// stage that ran again is in none of its places). What the price of those that are still there fell or rose by is in it too: it may be the doing of the cure, or the pace of the machine.
    /// </summary>
    private static IReadOnlyList<FindingGroup> Split(FindingGroup group, RunComparison comparison, IReadOnlyList<Finding> after, FindingPlaces places)
    {
        var left = group.Findings.Select(finding => finding.Id).Distinct().Where(id => IsStillThere(group, id, after, places)).ToHashSet(StringComparer.Ordinal);
        if (left.Count == 0 || group.Findings.All(finding => left.Contains(finding.Id)))
        {
            return [group];
        }

        List<Finding> remaining = [.. group.Findings.Where(finding => left.Contains(finding.Id))], others = [.. group.Findings.Where(finding => !left.Contains(finding.Id))];
        var now = left.SelectMany(id => Counterparts(group, id, after, places)).ToList();
        return
        [
            .. Apart(group, remaining, comparison),
            .. Apart(group, others, comparison).Select(other => other with
            {
                LeftCore = Sum(remaining, cost => cost.CoreSeconds) - Sum(now, cost => cost.CoreSeconds),
                LeftWall = Sum(remaining, cost => cost.WallSeconds) - Sum(now, cost => cost.WallSeconds),
            }),
        ];
    }

    private static IReadOnlyList<FindingGroup> Apart(FindingGroup group, IReadOnlyList<Finding> findings, RunComparison comparison)
    {
        var apart = FindingGroup.Of(findings, comparison);
        return apart.All(one => one.CoreBefore(comparison) >= Sum(one.Findings, cost => cost.CoreSeconds)) ? apart : [group.With(findings)];
    }

    /// <summary>Whether the second run has all its findings about the counterparts of the same stages, and they cost about as much.</summary>
    private static bool IsStillThere(FindingGroup group, IReadOnlyList<Finding> after, FindingPlaces places) => group.Findings.Select(finding => finding.Id).Distinct().All(id => IsStillThere(group, id, after, places));

    private static bool IsStillThere(FindingGroup group, string id, IReadOnlyList<Finding> after, FindingPlaces places)
    {
        var now = Counterparts(group, id, after, places);
        return now.Count > 0 && Sum(now, cost => cost.CoreSeconds) >= VerificationThresholds.StillThere * Sum(group.Findings.Where(finding => finding.Id == id), cost => cost.CoreSeconds);
    }

    /// <summary>Findings of the second run about the counterparts of the same stages.</summary>
    private static List<Finding> Counterparts(FindingGroup group, string id, IReadOnlyList<Finding> after, FindingPlaces places)
    {
        var counterparts = group.Measured.Select(stage => stage.Stage.After).OfType<StageId>().ToHashSet();
        return [.. after.Where(IsPriced).Where(finding => finding.Id == id).Where(finding => group.Stages.Count == 0 || places.Of(finding).Overlaps(counterparts))];
    }

    private static double Sum(IEnumerable<Finding> findings, Func<Cost, Estimate?> amount) => findings.Sum(finding => finding.Cost is { } cost ? amount(cost)?.Expected ?? 0 : 0);
}
