using Stoker.Advice.Comparison.Changes;
using Stoker.Advice.Comparison.Effects;
using Stoker.Advice.Comparison.Identity;
using Stoker.Advice.Comparison.Matching;
using Stoker.Model.TimeSplit;
using Stoker.Model.Units;

namespace Stoker.Advice.Comparison;

/// <summary>Compares two runs of one job, matched by what their queries and stages do. A pure function; thread safe.</summary>
public static class Comparer
{
    /// <summary>The comparison of a run with an earlier one.</summary>
    public static RunComparison Compare(ComparedRun before, ComparedRun after, ComparisonOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var (workBefore, workAfter) = (RunWork.Of(before), RunWork.Of(after));
        var units = WorkMatcher.Match(workBefore, workAfter);
        var likeness = JobLikeness.Of((before.Application, after.Application), (SourceRowsOf(workBefore), SourceRowsOf(workAfter)), MatchedShareOf(units), SameShareOf(units));
        units = likeness.AreDifferentJobs ? WorkMatcher.Apart(units) : CutRuns.Mark(units, before, after);
        var stages = units.SelectMany((unit, number) => StagesOf(unit).Select(stage => (Number: number, Unit: unit, Stage: stage))).ToList();
        var (sheet, settings) = (new EffectSheet(), SettingDifferences.Of(before.Application, after.Application));
        var doBytesTell = ShuffleBytes.Tell(before, after, settings);
        foreach (var (_, unit, stage) in stages)
        {
            StageEffects.Add(sheet, stage, unit, doBytesTell);
        }

        AddDriver(sheet, before, after, units, settings);
        var comparison = new RunComparison
        {
            Before = before,
            After = after,
            Verdict = ComparisonVerdict.NoRealDifference,
            Noise = (options ?? new ComparisonOptions()).Noise,
            NoiseBand = Milliseconds.Zero,
            WallBefore = before.Time.ApplicationTime.Wall.Total,
            WallAfter = after.Time.ApplicationTime.Wall.Total,
            CoreBefore = before.Time.ApplicationTime.Core.Total,
            CoreAfter = after.Time.ApplicationTime.Core.Total,
            Causes = CauseList.Of(sheet, units, before, after, settings),
            Stages = StageList.Of(sheet, stages),
            Settings = settings,
            MatchedShare = MatchedShareOf(units),
            Likeness = likeness,
            Contrasts = RunContrasts.Of(before, after, likeness),
        };
        return VerdictOf.Judge(comparison);
    }

    private static IEnumerable<MatchedPair<StageWork>> StagesOf(MatchedPair<WorkUnit> unit) => unit switch
    {
        { Before: { } before, After: { } after } => WorkMatcher.Match(before, after),
        { Before: { } before } => before.Stages.Select(stage => new MatchedPair<StageWork>(stage, null, false)),
        _ => unit.After?.Stages.Select(stage => new MatchedPair<StageWork>(null, stage, false)) ?? [],
    };

    /// <summary>The driver's time inside jobs that only one run has belongs to these jobs.</summary>
    private static void AddDriver(EffectSheet sheet, ComparedRun before, ComparedRun after, IReadOnlyList<MatchedPair<WorkUnit>> units, IReadOnlyList<SettingDifference> settings)
    {
        sheet.Add(DifferenceCause.Startup, Driver(after, CriticalCause.DriverBeforeFirstJob) - Driver(before, CriticalCause.DriverBeforeFirstJob), 0);
        var isCut = units.Any(CutRuns.IsCut);
        var other = units.Where(unit => unit.Before is null || unit.After is null).Sum(unit => (unit.After?.DriverTime ?? 0) - (unit.Before?.DriverTime ?? 0));
        sheet.Add(isCut ? DifferenceCause.CutShort : DifferenceCause.OtherWork, other, 0);
        CriticalCause[] causes = [CriticalCause.DriverBetweenJobs, CriticalCause.DriverInJob, CriticalCause.DriverAfterLastJob];
        var (driverBefore, change) = (causes.Sum(cause => Driver(before, cause)), causes.Sum(cause => Driver(after, cause) - Driver(before, cause)) - other);

        // With other slots or settings, the pace of tasks has reasons that the driver does not share.
        var isAlike = !isCut && settings.All(setting => setting.Explains.Count == 0) && !ClusterDifference.Is(before, after);
        var paced = isAlike ? PacedChange(driverBefore, change, PaceOf(sheet)) : 0;
        sheet.Add(DifferenceCause.Pace, paced, 0);
        sheet.Add(isCut ? DifferenceCause.CutShort : DifferenceCause.Driver, change - paced, 0);
    }

    /// <summary>How much longer the tasks of matched stages took for the same work; 1 where that is little, or little ran.</summary>
    private static double PaceOf(EffectSheet sheet)
    {
        var stages = sheet.Entries.Where(entry => entry is { Before: not null, After: not null }).GroupBy(entry => entry.Before).ToList();
        var before = stages.Sum(stage => stage.Key?.Figures.Running ?? 0);
        var ratio = before < ComparisonThresholds.LeastPacedMs ? 1 : 1 + (stages.SelectMany(stage => stage).Where(entry => entry.Cause == DifferenceCause.Pace).Sum(entry => entry.Task) / before);
        return Math.Abs(ratio - 1) < ComparisonThresholds.LeastPace ? 1 : ratio;
    }

    /// <summary>A machine that runs tasks at another pace runs the driver at that pace too: so much of its change is pace, and only what is beyond is the driver's own.</summary>
    private static double PacedChange(double driverBefore, double change, double pace)
    {
        var expected = driverBefore * (pace - 1);
        return Math.Sign(expected) == Math.Sign(change) ? Math.Sign(change) * Math.Min(Math.Abs(change), Math.Abs(expected)) : 0;
    }

    private static double Driver(ComparedRun run, CriticalCause cause) => run.Time.CriticalPath.TimeOf(cause).Value;

    private static double MatchedShareOf(IEnumerable<MatchedPair<WorkUnit>> units)
    {
        var (matched, all) = (0.0, 0.0);
        foreach (var unit in units)
        {
            var time = TaskTime(unit.Before) + TaskTime(unit.After);
            all += time;
            matched += unit is { Before: { } before, After: { } after } && (unit.IsSame || WorkMatcher.AreAlike(before, after)) ? time : 0;
        }

        return all > 0 ? matched / all : 1;
    }

    /// <summary>Share of the task time of both runs in stages that do the same.</summary>
    private static double SameShareOf(IReadOnlyList<MatchedPair<WorkUnit>> units)
    {
        var all = units.Sum(unit => TaskTime(unit.Before) + TaskTime(unit.After));
        var same = units.SelectMany(StagesOf).Where(stage => stage.IsSame || (stage is { Before: { } before, After: { } after } && before.Role == after.Role)).Sum(stage => (stage.Before?.Figures.Running ?? 0) + (stage.After?.Figures.Running ?? 0));
        return all > 0 ? same / all : 1;
    }

    /// <summary>Rows that each stage without parents read, as far as they are many.</summary>
    private static HashSet<long> SourceRowsOf(IReadOnlyList<WorkUnit> units) =>
        [.. units.SelectMany(unit => unit.Stages).Where(stage => stage.IsLeaf).Select(stage => stage.Figures.Records).OfType<double>().Where(rows => rows >= IdentityThresholds.ManyRows).Select(rows => (long)rows)];

    private static double TaskTime(WorkUnit? unit) => unit?.Stages.Sum(stage => stage.Figures.Running) ?? 0;
}
