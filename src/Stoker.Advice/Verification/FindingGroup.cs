using Stoker.Advice.Comparison;
using Stoker.Findings;
using Stoker.Findings.Pricing;
using Stoker.Model.Stages;

namespace Stoker.Advice.Verification;

/// <summary>Findings about the same work, with the stages by which it is measured.</summary>
internal sealed class FindingGroup
{
    private FindingGroup(IReadOnlyList<Finding> findings, HashSet<StageId> stages, IReadOnlyList<StageDifference> measured)
    {
        Findings = findings;
        Stages = stages;
        Measured = measured;
        Kind = findings.Select(CostKinds.Of).Max();
    }

    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>Where the cost lies; where some of it is in waiting slots, all of it is measured so.</summary>
    public CostKind Kind { get; }

    public IEnumerable<Cost> Costs => Findings.Select(finding => finding.Cost).OfType<Cost>();

    /// <summary>Stages of the first run; empty for the application as a whole.</summary>
    public HashSet<StageId> Stages { get; }

    /// <summary>These stages with their counterparts; where a plan changed, all stages of the query, since work moved between them.</summary>
    public IReadOnlyList<StageDifference> Measured { get; }

    /// <summary>Whether the input of a measured stage is what changed its time most.</summary>
    public bool HasOtherInput => Measured.Any(stage => stage.MainCause == DifferenceCause.Input);

    /// <summary>Settings that its remedies name.</summary>
    private IEnumerable<string> RemedyKeys => Findings.SelectMany(finding => finding.Remedies).Select(remedy => remedy.Setting?.Key).OfType<string>();

    /// <summary>Whether something was done about it that the logs show: a setting that its remedies name, another plan, or another setting that cures it as well.</summary>
    public bool WasActedOn(RunComparison comparison) => Measured.Any(stage => !stage.IsSame)
        || comparison.Settings.Any(changed => RemedyKeys.Contains(changed.Key))
        || Measured.Any(stage => CostKinds.CureOf(Findings[0]) == stage.MainCause && comparison.Settings.Any(changed => changed.Explains.Contains(stage.MainCause)));

    /// <summary>Whether the plan is another for a reason beside its remedies: a setting that does nothing but choose plans. What that does to its stages was not predicted.</summary>
    public bool HasOtherPlanChange(RunComparison comparison) => Measured.Any(stage => !stage.IsSame)
        && comparison.Settings.Any(changed => changed.Explains is [DifferenceCause.OtherPlan] && !RemedyKeys.Contains(changed.Key));

    public static IReadOnlyList<FindingGroup> Of(IReadOnlyList<Finding> findings, RunComparison comparison)
    {
        var places = new FindingPlaces(comparison.Before.Application);
        var merged = new List<(CostKind? Whole, List<Finding> Findings, HashSet<StageId> Stages, HashSet<StageDifference> Measured)>();
        foreach (var finding in findings)
        {
            var kind = CostKinds.Of(finding);
            HashSet<StageId> stages = kind.IsOfStages() ? [.. places.Of(finding)] : [];
            var measured = MeasuredBy(stages, comparison);
            var group = (Whole: stages.Count == 0 ? kind : (CostKind?)null, Findings: new List<Finding> { finding }, Stages: stages, Measured: measured);
            foreach (var other in merged.Where(other => group.Whole is null ? other.Measured.Overlaps(measured) : other.Whole == group.Whole).ToList())
            {
                merged.Remove(other);
                group.Findings.InsertRange(0, other.Findings);
                group.Stages.UnionWith(other.Stages);
                group.Measured.UnionWith(other.Measured);
            }

            merged.Add(group);
        }

        return Together([.. merged.Select(group => new FindingGroup(group.Findings, group.Stages, [.. group.Measured]))], comparison);
    }

    /// <summary>
    /// Findings of one kind that one changed setting cures are one prediction: of nine that are each right in nine of ten cases, one is likely to be
    /// wrong though all of them are as good as promised.
    /// </summary>
    private static List<FindingGroup> Together(IReadOnlyList<FindingGroup> groups, RunComparison comparison) =>
    [
        .. groups.GroupBy(group => group.CuredBy(comparison) is { } key && !group.HasOtherInput && !group.HasOtherPlanChange(comparison) ? (object)(group.Findings[0].Id, key) : group)
            .Select(same => same.Count() == 1 ? same.First() : new FindingGroup(
                [.. same.SelectMany(group => group.Findings)], [.. same.SelectMany(group => group.Stages)], [.. same.SelectMany(group => group.Measured).Distinct()])),
    ];

    /// <summary>The changed setting that cures all of its findings, which are of one kind; null where there is none.</summary>
    private string? CuredBy(RunComparison comparison) => Stages.Count == 0 || Findings.Any(finding => finding.Id != Findings[0].Id)
        ? null
        : comparison.Settings.Select(changed => changed.Key).FirstOrDefault(RemedyKeys.Contains)
            ?? comparison.Settings.Where(changed => CostKinds.CureOf(Findings[0]) is { } cure && changed.Explains.Contains(cure)).Select(changed => changed.Key).FirstOrDefault();

    /// <summary>Task time of the stages in seconds; for the application as a whole its core time, idle slots included.</summary>
    public double CoreBefore(RunComparison comparison) => Seconds(Stages.Count == 0 ? comparison.CoreBefore.Value : Measured.Sum(stage => stage.TaskBefore.Value));

    public double CoreAfter(RunComparison comparison) => Seconds(Stages.Count == 0 ? comparison.CoreAfter.Value : Measured.Sum(stage => stage.TaskAfter.Value));

    /// <summary>Time of the stages on the critical path in seconds; of the application as a whole, what is outside of the stages of others.</summary>
    /// <param name="comparison">The runs.</param>
    /// <param name="others">Stages of the other findings.</param>
    public double WallBefore(RunComparison comparison, IEnumerable<StageDifference> others) =>
        Seconds(Stages.Count == 0 ? comparison.WallBefore.Value - others.Sum(stage => stage.PathBefore.Value) : Measured.Sum(stage => stage.PathBefore.Value));

    public double WallAfter(RunComparison comparison, IEnumerable<StageDifference> others) =>
        Seconds(Stages.Count == 0 ? comparison.WallAfter.Value - others.Sum(stage => stage.PathAfter.Value) : Measured.Sum(stage => stage.PathAfter.Value));

    private static double Seconds(long milliseconds) => milliseconds / 1000.0;

    private static HashSet<StageDifference> MeasuredBy(HashSet<StageId> stages, RunComparison comparison)
    {
        var own = comparison.Stages.Where(stage => stage.Stage.Before is { } id && stages.Contains(id)).ToList();
        var units = own.Where(stage => !stage.IsSame).Select(stage => stage.UnitNumber).ToHashSet();
        return [.. own.Concat(comparison.Stages.Where(stage => units.Contains(stage.UnitNumber)))];
    }
}
