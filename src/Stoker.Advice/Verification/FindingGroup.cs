using Stoker.Advice.Comparison;
using Stoker.Advice.Comparison.Changes;
using Stoker.Findings;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;
using Stoker.Model.Stages;
using Stoker.Model.TimeSplit;
using Stoker.Model.Units;

namespace Stoker.Advice.Verification;

/// <summary>Findings about the same work, with the stages by which it is measured.</summary>
internal sealed record FindingGroup
{
    private FindingGroup(IReadOnlyList<Finding> findings, HashSet<StageId> stages, IReadOnlyList<StageDifference> measured, IReadOnlyList<StageDifference> awaited)
    {
        Findings = findings;
        Stages = stages;
        Measured = measured;
        Awaited = awaited;
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

    /// <summary>Of findings about the driver, the stages whose results it waits for or takes.</summary>
    public IReadOnlyList<StageDifference> Awaited { get; }

    /// <summary>Of its stages' saving, what findings that are still there cost less in core time, seconds; below 0 where they cost more.</summary>
    public double LeftCore { get; init; }

    /// <summary>The same in wall time.</summary>
    public double LeftWall { get; init; }

    /// <summary>Whether stages that changed most for their input hold more than a little of its task time: a stage of 100 ms beside others of a minute makes no other run.</summary>
    public bool HasOtherInput => Measured.Any(stage => stage.MainCause == DifferenceCause.Input)
        && Measured.Where(stage => stage.MainCause == DifferenceCause.Input).Sum(TaskMs) >= VerificationThresholds.OtherInputShare * Measured.Sum(TaskMs);

    /// <summary>Whether no measured stage has a counterpart, though the findings cost much less than all of them: the program changed beside the findings.</summary>
    public bool IsGone(RunComparison comparison) => Measured.Count > 0 && Measured.All(stage => stage.Stage.After is null)
        && Costs.Sum(cost => cost.CoreSeconds.Expected) < VerificationThresholds.WholeWork * CoreBefore(comparison);

    /// <summary>Whether its stages were written anew for a finding about the driver that waits for them: work moved between the driver and tasks, which no price of tasks or of slots tells.</summary>
    public bool TookOverDriver(IEnumerable<FindingGroup> groups) => Stages.Count > 0 && Measured.All(stage => !stage.IsSame)
        && groups.Any(other => other.Kind == CostKind.Driver && other.Awaited.Intersect(Measured).Any());

    /// <summary>Settings that its remedies name.</summary>
    private IEnumerable<string> RemedyKeys => Findings.SelectMany(finding => finding.Remedies).Select(remedy => remedy.Setting?.Key).OfType<string>();

    /// <summary>Whether something was done about it that the logs show: a setting that its remedies name, another plan, or another setting that cures it as well.</summary>
    public bool WasActedOn(RunComparison comparison) => Measured.Any(stage => !stage.IsSame || stage.MainCause == DifferenceCause.OtherCode)
        || comparison.Settings.Any(changed => RemedyKeys.Contains(changed.Key))
        || Measured.Any(stage => CostKinds.CureOf(Findings[0]) == stage.MainCause && comparison.Settings.Any(changed => changed.Explains.Contains(stage.MainCause)))
        || (Kind == CostKind.Surplus && ClusterDifference.IsSmaller(comparison.Before, comparison.After))
        || (CostKinds.CureOf(Findings[0]) == DifferenceCause.Failures && comparison.Contrasts.Any(contrast => contrast.Name == QuantityName.FailedMs && contrast.After < contrast.Before));

    /// <summary>Whether slots without a task were taken away, where more tasks for them was what its price is of.</summary>
    public bool IsOnFewerSlots(RunComparison comparison) => Findings.Any(CostKinds.IsOfEmptySlots) && ClusterDifference.IsSmaller(comparison.Before, comparison.After);

    /// <summary>Whether the plan is another for a reason beside its remedies: a setting that does nothing but choose plans. What that does to its stages was not predicted.</summary>
    public bool HasOtherPlanChange(RunComparison comparison) => Measured.Any(stage => !stage.IsSame)
        && comparison.Settings.Any(changed => changed.Explains is [DifferenceCause.OtherPlan] && !RemedyKeys.Contains(changed.Key));

    /// <summary>Whether a query that its stages ran for was written anew and gives another number of rows, where no attempts failed that would have counted theirs too.</summary>
    public bool HasOtherResult(RunComparison comparison) => Kind.IsOfStages() && CostKinds.CureOf(Findings[0]) != DifferenceCause.Failures && Measured.Any(stage => !stage.IsSame)
        && new UnitPair(comparison, Measured.Select(stage => stage.UnitNumber).ToHashSet()).HasOtherResult;

    /// <summary>Some of its findings, measured as all of them are.</summary>
    public FindingGroup With(IReadOnlyList<Finding> findings) => new(findings, Stages, Measured, Awaited);

    public static IReadOnlyList<FindingGroup> Of(IReadOnlyList<Finding> findings, RunComparison comparison)
    {
        var (places, measuring) = (new FindingPlaces(comparison.Before.Application), new MeasuredStages(comparison));
        var merged = new List<Draft>();
        foreach (var finding in findings)
        {
            var kind = CostKinds.Of(finding);
            HashSet<StageId> stages = kind.IsOfStages() ? [.. places.Of(finding)] : [];
            var draft = new Draft(stages.Count == 0 ? kind : null, kind == CostKind.Waiting, [finding], stages, measuring.Of(stages));
            foreach (var other in merged.Where(other => draft.IsAbout(other, measuring)).ToList())
            {
                merged.Remove(other);
                draft.Take(other);
            }

            merged.Add(draft);
        }

        return Together([.. merged.Select(draft => new FindingGroup(draft.Findings, draft.Stages, [.. draft.Measured], draft.Whole == CostKind.Driver ? [.. measuring.Of([.. draft.Findings.SelectMany(places.Of)])] : []))], comparison);
    }

    /// <summary>
    /// Findings of one kind that one changed setting cures are one prediction: of nine that are each right in nine of ten cases, one is likely to be
    /// wrong though all of them are as good as promised.
    /// </summary>
    private static List<FindingGroup> Together(IReadOnlyList<FindingGroup> groups, RunComparison comparison) =>
    [
        .. groups.GroupBy(group => group.CuredBy(comparison) is { } key && !group.HasOtherInput && !group.HasOtherPlanChange(comparison) ? (object)(group.Findings[0].Id, key) : group)
            .Select(same => same.Count() == 1 ? same.First() : new FindingGroup(
                [.. same.SelectMany(group => group.Findings)], [.. same.SelectMany(group => group.Stages)], [.. same.SelectMany(group => group.Measured).Distinct()], [])),
    ];

    /// <summary>The changed setting that cures all of its findings, which are of one kind; null where there is none.</summary>
    private string? CuredBy(RunComparison comparison) => Stages.Count == 0 || Findings.Any(finding => finding.Id != Findings[0].Id)
        ? null
        : comparison.Settings.Select(changed => changed.Key).FirstOrDefault(RemedyKeys.Contains)
            ?? comparison.Settings.Where(changed => CostKinds.CureOf(Findings[0]) is { } cure && changed.Explains.Contains(cure)).Select(changed => changed.Key).FirstOrDefault();

    /// <summary>Task time of the stages in seconds; for the application as a whole its core time, idle slots included.</summary>
    public double CoreBefore(RunComparison comparison) => Seconds(Stages.Count == 0 ? comparison.CoreBefore.Value : Measured.Sum(stage => stage.TaskBefore.Value));

    /// <summary>The same in the second run. Fewer slots make no run shorter: where it was, for whatever reason, they are taken to have been there for as long as those of the first.</summary>
    public double CoreAfter(RunComparison comparison) => Seconds(
        Stages.Count > 0 ? Measured.Sum(stage => stage.TaskAfter.Value)
        : (long)(comparison.CoreAfter.Value * (Kind == CostKind.Surplus && ClusterDifference.IsSmaller(comparison.Before, comparison.After) ? Math.Max(1, SlotSpanMs(comparison.Before) / SlotSpanMs(comparison.After)) : 1)));

    /// <summary>From the first executor with slots to the end.</summary>
    private static double SlotSpanMs(ComparedRun run) => Math.Max(1.0, run.Application.EndOrLastEventTime.EpochMilliseconds
        - run.Application.Executors.Where(executor => executor.MaxTasks > 0).Select(executor => executor.AddTime.EpochMilliseconds).DefaultIfEmpty(run.Application.StartTime.EpochMilliseconds).Min());

    /// <summary>Time on the critical path in seconds: of the stages, of the driver and what it waits for, or of the application without the stages of others.</summary>
    /// <param name="comparison">The runs.</param>
    /// <param name="others">Stages of the other findings.</param>
    public double WallBefore(RunComparison comparison, IEnumerable<StageDifference> others) => Seconds(Kind switch
    {
        _ when Stages.Count > 0 => Measured.Sum(stage => stage.PathBefore.Value),
        CostKind.Driver => DriverMs(comparison.Before) + Awaited.Except(others).Sum(stage => stage.PathBefore.Value),
        _ => comparison.WallBefore.Value - others.Sum(stage => stage.PathBefore.Value),
    });

    public double WallAfter(RunComparison comparison, IEnumerable<StageDifference> others) => Seconds(Kind switch
    {
        _ when Stages.Count > 0 => Measured.Sum(stage => stage.PathAfter.Value),
        CostKind.Driver => DriverMs(comparison.After) + Awaited.Except(others).Sum(stage => stage.PathAfter.Value),
        _ => comparison.WallAfter.Value - others.Sum(stage => stage.PathAfter.Value),
    });

    /// <summary>
    /// Time of the driver on the critical path. What is before the first job is decided by JVMs and other programs on the machine: only what the program itself takes of it counts, from the first executor to the
    /// first query or job, and only where a finding is about just that.
    /// </summary>
    private long DriverMs(ComparedRun run) => new[] { CriticalCause.DriverBetweenJobs, CriticalCause.DriverInJob, CriticalCause.DriverAfterLastJob }.Sum(cause => run.Time.CriticalPath.TimeOf(cause).Value)
        + (Findings.Any(IsOfStart) ? Math.Min(ProgramStartMs(run), run.Time.CriticalPath.TimeOf(CriticalCause.DriverBeforeFirstJob).Value) : 0);

    private static long ProgramStartMs(ComparedRun run)
    {
        var application = run.Application;
        var begins = application.Jobs.Select(job => job.SubmissionTime).Concat(application.SqlExecutions.Where(execution => execution.Jobs.Count > 0).Select(execution => execution.StartTime)).OfType<Timestamp>().ToList();
        var ready = application.Executors.Where(executor => executor.MaxTasks > 0).Select(executor => executor.AddTime.EpochMilliseconds).DefaultIfEmpty(application.StartTime.EpochMilliseconds).Min();
        return begins.Count == 0 ? long.MaxValue : Math.Max(0, begins.Min().EpochMilliseconds - ready);
    }

    /// <summary>Whether a pause of the driver that the finding names has no job before it.</summary>
    private static bool IsOfStart(Finding finding) => finding.Id.StartsWith("CLUS", StringComparison.Ordinal) || finding.Evidence.Any(item => item is { Name: "longestGap", Row: ApplicationPlace });

    private static double TaskMs(StageDifference stage) => stage.TaskBefore.Value + stage.TaskAfter.Value;

    private static double Seconds(long milliseconds) => milliseconds / 1000.0;

    /// <summary>Findings that one pair of runs cannot tell apart, while they are gathered.</summary>
    /// <param name="Whole">The kind where it is about the application as a whole; absent where about stages.</param>
    /// <param name="IsWaiting">Whether all of it is slots that wait.</param>
    private sealed record Draft(CostKind? Whole, bool IsWaiting, List<Finding> Findings, HashSet<StageId> Stages, HashSet<StageDifference> Measured)
    {
        /// <summary>Whether both are about the same work; waiting slots of stages that now run beside each other have one wall time.</summary>
        public bool IsAbout(Draft other, MeasuredStages measuring) => Whole is not null || other.Whole is not null
            ? Whole == other.Whole
            : other.Measured.Overlaps(Measured) || (IsWaiting && other.IsWaiting && measuring.RunNowBesideEachOther(Measured, other.Measured));

        public void Take(Draft other)
        {
            Findings.InsertRange(0, other.Findings);
            Stages.UnionWith(other.Stages);
            Measured.UnionWith(other.Measured);
        }
    }
}
