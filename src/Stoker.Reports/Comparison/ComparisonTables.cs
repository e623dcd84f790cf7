using Stoker.Advice.Comparison;
using Stoker.Model.Units;
using Stoker.Reports.Costs;
using Stoker.Reports.Quantities;
using Stoker.Reports.Tables;

namespace Stoker.Reports.Comparison;

/// <summary>The tables of a comparison.</summary>
internal static class ComparisonTables
{
    /// <summary>More rows than this are for machines: the JSON has all.</summary>
    private const int MostStages = 8;

    private const int MostSettings = 20;

    /// <summary>A cause that moves neither time by this share of the larger is left out.</summary>
    private const double LeastShare = 0.01;

    /// <summary>What each cause adds; absent when nothing is worth a line.</summary>
    public static Table? Causes(RunComparison comparison, string arrow)
    {
        if (comparison.AreDifferentJobs || IsNoise(comparison))
        {
            return null;
        }

        var (wall, core) = (comparison.WallDifference.Value, comparison.CoreDifference.Value);
        var (leastWall, leastCore) = (LeastShare * Math.Max(comparison.WallBefore.Value, comparison.WallAfter.Value), LeastShare * Math.Max(comparison.CoreBefore.Value, comparison.CoreAfter.Value));
        var table = new Table(
            new Column("why") { IsText = true },
            new Column("wall"),
            new Column("share"),
            new Column("core time"),
            new Column("shown by") { IsText = true, Wraps = true, GoesBeneath = true });
        var shown = comparison.Causes.Where(cause => Math.Abs(cause.Wall.Value) >= leastWall || Math.Abs(cause.Core.Value) >= leastCore).ToList();
        foreach (var cause in shown)
        {
            table.Add(CauseWords.Of(cause, comparison), Time(cause.Wall.Value), ShareOf(cause.Wall.Value, comparison), Time(cause.Core.Value), EvidenceWords.Of(cause, comparison, arrow));
        }

        var (restWall, restCore) = (wall - shown.Sum(cause => cause.Wall.Value), core - shown.Sum(cause => cause.Core.Value));
        if (restWall != 0 || restCore != 0)
        {
            table.Add(Quantity.Count(comparison.Causes.Count - shown.Count, "small cause"), Time(restWall), ShareOf(restWall, comparison), Time(restCore), "");
        }

        table.Add("together", Time(wall), comparison.Verdict == ComparisonVerdict.NoRealDifference ? "" : "100 %", Time(core), "");
        return table.Rows.Count > 1 ? table : null;
    }

    /// <summary>Stages whose time changed most; absent when none did.</summary>
    public static Table? Stages(RunComparison comparison, string arrow)
    {
        if (comparison.AreDifferentJobs || IsNoise(comparison))
        {
            return null;
        }

        var table = new Table(
            new Column("stage"),
            new Column("what") { IsText = true, KeepsEnds = true, GoesBeneath = true },
            new Column("on the critical path"),
            new Column("task time"),
            new Column("mostly") { IsText = true, Wraps = true });
        var least = LeastShare * Math.Max(comparison.WallBefore.Value, comparison.WallAfter.Value);
        foreach (var stage in comparison.Stages.Where(stage => Math.Abs((stage.PathAfter - stage.PathBefore).Value) >= least).Take(MostStages))
        {
            table.Add(Ids(stage.Stage, arrow), Work(stage), Change(stage.PathBefore, stage.PathAfter, arrow), Change(stage.TaskBefore, stage.TaskAfter, arrow), Mostly(stage, comparison));
        }

        return table.Rows.Count > 0 ? table : null;
    }

    /// <summary>Settings that the runs do not share; absent when there are none.</summary>
    public static Table? Settings(RunComparison comparison)
    {
        if (comparison.AreDifferentJobs)
        {
            return null;
        }

        var table = new Table(new Column("setting") { IsText = true }, new Column("A") { IsText = true }, new Column("B") { IsText = true });
        foreach (var setting in comparison.Settings.Take(MostSettings))
        {
            var (before, after) = EvidenceWords.Values(setting.Before, setting.After);
            table.Add(setting.Key, before, after);
        }

        if (comparison.Settings.Count > MostSettings)
        {
            table.Add($"{comparison.Settings.Count - MostSettings} more", "", "");
        }

        return table.Rows.Count > 0 ? table : null;
    }

    /// <summary>Whether nothing is left to explain: the times do not differ, neither does anything else, and no cause moves more than two runs of one job differ by.</summary>
    private static bool IsNoise(RunComparison comparison) => comparison.Verdict == ComparisonVerdict.NoRealDifference && comparison.Contrasts.All(contrast => contrast.Name == QuantityName.FailedJobs)
        && comparison.Causes.All(cause => Math.Abs(cause.Wall.Value) <= comparison.NoiseBand.Value);

    private static string Time(long milliseconds) => milliseconds == 0 ? "" : ComparisonSentence.Signed(new Milliseconds(milliseconds));

    /// <summary>Of the difference, positive where the part goes the same way; nothing where the difference is none.</summary>
    private static string ShareOf(long part, RunComparison comparison) =>
        comparison.Verdict == ComparisonVerdict.NoRealDifference || part == 0 ? "" : ComparisonSentence.ShareOf(part, comparison.WallDifference.Value);

    /// <summary>The cause in the run's words: where executors are fewer, so they are for each stage.</summary>
    private static string Mostly(StageDifference stage, RunComparison comparison) => (stage.MainCause, stage.Stage) switch
    {
        (DifferenceCause.Slots, _) when ClusterWords.Of(comparison) is { } cluster => cluster,
        (DifferenceCause.OtherWork, { After: null }) => "work that only A did",
        (DifferenceCause.OtherWork, { Before: null }) => "work that only B did",
        _ => CauseWords.Of(stage.MainCause),
    };

    private static string Ids(StagePair stage, string arrow) => $"{stage.Before?.ToString() ?? "none"} {arrow} {stage.After?.ToString() ?? "none"}";

    private static string Work(StageDifference stage)
    {
        var unit = CallSite.Shorten(stage.Unit);
        return unit.Length == 0 || stage.Work.Length == 0 ? unit + stage.Work : $"{stage.Work} ({unit})";
    }

    private static string Change(Milliseconds before, Milliseconds after, string arrow) => $"{Quantity.Duration(before)} {arrow} {Quantity.Duration(after)}";
}
