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
    }

    public IReadOnlyList<Finding> Findings { get; }

    public IEnumerable<Cost> Costs => Findings.Select(finding => finding.Cost).OfType<Cost>();

    /// <summary>Stages of the first run; empty for the application as a whole.</summary>
    public HashSet<StageId> Stages { get; }

    /// <summary>These stages with their counterparts; where a plan changed, all stages of the query, since work moved between them.</summary>
    public IReadOnlyList<StageDifference> Measured { get; }

    /// <summary>Whether the input of a measured stage is what changed its time most.</summary>
    public bool HasOtherInput => Measured.Any(stage => stage.MainCause == DifferenceCause.Input);

    public static IReadOnlyList<FindingGroup> Of(IReadOnlyList<Finding> findings, RunComparison comparison)
    {
        var places = new FindingPlaces(comparison.Before.Application);
        var merged = new List<(List<Finding> Findings, HashSet<StageId> Stages, HashSet<StageDifference> Measured)>();
        foreach (var finding in findings)
        {
            HashSet<StageId> stages = [.. places.Of(finding)];
            var measured = MeasuredBy(stages, comparison);
            var group = (Findings: new List<Finding> { finding }, Stages: stages, Measured: measured);
            foreach (var other in merged.Where(other => stages.Count == 0 ? other.Stages.Count == 0 : other.Measured.Overlaps(measured)).ToList())
            {
                merged.Remove(other);
                group.Findings.InsertRange(0, other.Findings);
                group.Stages.UnionWith(other.Stages);
                group.Measured.UnionWith(other.Measured);
            }

            merged.Add(group);
        }

        return [.. merged.Select(group => new FindingGroup(group.Findings, group.Stages, [.. group.Measured]))];
    }

    /// <summary>Task time of the stages in seconds; for the application as a whole its core time, idle slots included.</summary>
    public double CoreBefore(RunComparison comparison) => Seconds(Stages.Count == 0 ? comparison.CoreBefore.Value : Measured.Sum(stage => stage.TaskBefore.Value));

    public double CoreAfter(RunComparison comparison) => Seconds(Stages.Count == 0 ? comparison.CoreAfter.Value : Measured.Sum(stage => stage.TaskAfter.Value));

    /// <summary>Their time on the critical path in seconds; for the application as a whole its wall time.</summary>
    public double WallBefore(RunComparison comparison) => Seconds(Stages.Count == 0 ? comparison.WallBefore.Value : Measured.Sum(stage => stage.PathBefore.Value));

    public double WallAfter(RunComparison comparison) => Seconds(Stages.Count == 0 ? comparison.WallAfter.Value : Measured.Sum(stage => stage.PathAfter.Value));

    private static double Seconds(long milliseconds) => milliseconds / 1000.0;

    private static HashSet<StageDifference> MeasuredBy(HashSet<StageId> stages, RunComparison comparison)
    {
        var own = comparison.Stages.Where(stage => stage.Stage.Before is { } id && stages.Contains(id)).ToList();
        var units = own.Where(stage => !stage.IsSame).Select(stage => stage.UnitNumber).ToHashSet();
        return [.. own.Concat(comparison.Stages.Where(stage => units.Contains(stage.UnitNumber)))];
    }
}
