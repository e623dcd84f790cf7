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
                .. groups.SelectMany(group => Split(group, after, places)).Select(group => Judge(group, groups, concerned, comparison, after, places, pace.IsDisturbed && group.Kind.IsOfStages() ? pace.Factor : 1))
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
        var doubt = wait is null ? 0 : VerificationThresholds.CpuWaitDoubt;
        var core = SavingOf(group.Costs.Select(cost => cost.CoreSeconds), group.CoreBefore(comparison), group.CoreAfter(comparison), pace, doubt, comparison.Noise);
        var walls = group.Costs.Select(cost => cost.WallSeconds).OfType<Estimate>().ToList();
        var wall = walls.Count == 0 ? null : SavingOf(walls, group.WallBefore(comparison, concerned), group.WallAfter(comparison, concerned), pace, doubt, comparison.Noise);
        wall = group.Stages.Count == 0 && wall is not null ? wall with { Noise = comparison.NoiseBand.Value / 1000.0 } : wall;
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
            IsOnFewerSlots = group.IsOnFewerSlots(comparison),
            Outcome = IsStillThere(group, after, places) ? VerificationOutcome.StillThere
                : group.HasOtherInput || group.HasOtherPlanChange(comparison) || group.IsGone(comparison) || group.TookOverDriver(groups) || group.IsOnFewerSlots(comparison) || group.Kind == CostKind.Unmeasured ? VerificationOutcome.NotComparable
                : HasOtherChange(comparison) && !group.WasActedOn(comparison) ? VerificationOutcome.Untouched
                : OutcomeOf(group, isByWall && wall is not null ? wall : core),
        };
    }

    /// <summary>What an application as a whole takes differs for many reasons: there a saving below noise is never a miss.</summary>
    private static VerificationOutcome OutcomeOf(FindingGroup group, Saving saving) => group.Stages.Count == 0 && saving.IsBelowNoise ? VerificationOutcome.BelowNoise : saving.Outcome;

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

    /// <summary>A group in two where some of its findings are still there and others are not: what its stages take less is the saving of the others.</summary>
    private static FindingGroup[] Split(FindingGroup group, IReadOnlyList<Finding> after, FindingPlaces places)
    {
        var left = group.Findings.Select(finding => finding.Id).Distinct().Where(id => IsStillThere(group, id, after, places)).ToHashSet(StringComparer.Ordinal);
        return left.Count == 0 || group.Findings.All(finding => left.Contains(finding.Id))
            ? [group]
            : [group.With([.. group.Findings.Where(finding => left.Contains(finding.Id))]), group.With([.. group.Findings.Where(finding => !left.Contains(finding.Id))])];
    }

    /// <summary>Whether the second run has all its findings about the counterparts of the same stages, and they cost about as much.</summary>
    private static bool IsStillThere(FindingGroup group, IReadOnlyList<Finding> after, FindingPlaces places) => group.Findings.Select(finding => finding.Id).Distinct().All(id => IsStillThere(group, id, after, places));

    private static bool IsStillThere(FindingGroup group, string id, IReadOnlyList<Finding> after, FindingPlaces places)
    {
        var counterparts = group.Measured.Select(stage => stage.Stage.After).OfType<StageId>().ToHashSet();
        var now = after.Where(IsPriced).Where(finding => finding.Id == id).Where(finding => group.Stages.Count == 0 || places.Of(finding).Overlaps(counterparts)).ToList();
        return now.Count > 0 && Sum(now) >= VerificationThresholds.StillThere * Sum(group.Findings.Where(finding => finding.Id == id));

        static double Sum(IEnumerable<Finding> findings) => findings.Sum(finding => finding.Cost?.CoreSeconds.Expected ?? 0);
    }
}
