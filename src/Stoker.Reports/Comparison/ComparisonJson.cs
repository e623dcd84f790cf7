using Stoker.Advice.Comparison;
using Stoker.Advice.Comparison.Identity;
using Stoker.Analyses;
using Stoker.Comparing;
using Stoker.Reports.Contracts;

namespace Stoker.Reports.Comparison;

/// <summary>The answer of a comparison for programs: <c>stoker/comparison/1</c>, specified in docs/specs/comparison-1.md.</summary>
public static class ComparisonJson
{
    /// <summary>One document and a line end.</summary>
    public static string Write(ComparisonResult result, string stokerVersion)
    {
        ArgumentNullException.ThrowIfNull(result);
        return ContractText.Of(DocumentOf(result, stokerVersion), ComparisonJsonContext.Default.ComparisonDocument);
    }

    private static ComparisonDocument DocumentOf(ComparisonResult result, string stokerVersion)
    {
        var comparison = result.Comparison;
        return new ComparisonDocument
        {
            StokerVersion = stokerVersion,
            Summary = ComparisonSentence.Of(comparison),
            Verdict = AnalysisDocuments.Camel(comparison.Verdict.ToString()),
            Before = RunOf(result.Before),
            After = RunOf(result.After),
            WallDifferenceMs = comparison.WallDifference.Value,
            CoreDifferenceMs = comparison.CoreDifference.Value,
            NoiseBandMs = comparison.NoiseBand.Value,
            Noise = comparison.Noise,
            MatchedShare = Math.Round(comparison.MatchedShare, 4),
            Likeness = LikenessOf(comparison.Likeness),
            Causes = [.. comparison.Causes.Select(cause => CauseOf(cause, comparison))],
            Contrasts = [.. comparison.Contrasts.Select(Quantity)],
            Stages = [.. comparison.Stages.Select(StageOf)],
            Settings = [.. comparison.Settings.Select(setting => new SettingDifferenceDocument { Key = setting.Key, Before = setting.Before, After = setting.After })],
            Notes = ComparisonNotes.Of(result),
        };
    }

    private static LikenessDocument LikenessOf(JobLikeness likeness) => new(
        likeness.AreDifferentJobs, likeness.MayBeDifferentJobs, likeness.Balance, Rounded(likeness.Name), Rounded(likeness.Tables), Rounded(likeness.Columns), Rounded(likeness.Written), Rounded(likeness.Numbers), Rounded(likeness.Constants), Rounded(likeness.SourceRows), likeness.Files,
        likeness.SiteDistance, Math.Round(likeness.Work, 4), Math.Round(likeness.SameWork, 4));

    private static QuantityDocument Quantity(ComparedQuantity quantity) => new(AnalysisDocuments.Camel(quantity.Name.ToString()), Math.Round(quantity.Before, 4), Math.Round(quantity.After, 4));

    private static double? Rounded(double? share) => share is { } known ? Math.Round(known, 4) : null;

    private static ComparedRunDocument RunOf(Analysis analysis)
    {
        var application = analysis.Application;
        return new ComparedRunDocument
        {
            Source = analysis.Source,
            Id = AnalysisDocuments.Known(application.Id),
            Name = application.Name,
            SparkVersion = AnalysisDocuments.Known(application.SparkVersion),
            StartTime = application.StartTime.ToString(),
            IsComplete = application.IsComplete,
            WallMs = analysis.Time.ApplicationTime.Wall.Total.Value,
            CoreMs = analysis.Time.ApplicationTime.Core.Total.Value,
            TaskMs = analysis.Time.ApplicationTime.Core.Running.Value,
        };
    }

    private static CauseDocument CauseOf(CauseEffect cause, RunComparison comparison) => new()
    {
        Cause = AnalysisDocuments.Camel(cause.Cause.ToString()),
        WallMs = cause.Wall.Value,
        CoreMs = cause.Core.Value,
        WallShare = Share(cause.Wall.Value, comparison.WallDifference.Value),
        CoreShare = Share(cause.Core.Value, comparison.CoreDifference.Value),
        Evidence = [.. cause.Evidence.Select(Quantity)],
        StageBefore = cause.Stage?.Before?.Value,
        StageAfter = cause.Stage?.After?.Value,
        OperatorsBefore = cause.OperatorsBefore.Count > 0 ? cause.OperatorsBefore : null,
        OperatorsAfter = cause.OperatorsAfter.Count > 0 ? cause.OperatorsAfter : null,
        Hosts = cause.Hosts.Count > 0 ? cause.Hosts : null,
        Settings = cause.Settings.Count > 0 ? [.. cause.Settings.Select(setting => setting.Key)] : null,
    };

    private static StageDifferenceDocument StageOf(StageDifference stage) => new()
    {
        Before = stage.Stage.Before?.Value,
        After = stage.Stage.After?.Value,
        Work = stage.Work,
        Unit = stage.Unit,
        IsSame = stage.IsSame,
        PathBeforeMs = stage.PathBefore.Value,
        PathAfterMs = stage.PathAfter.Value,
        TaskBeforeMs = stage.TaskBefore.Value,
        TaskAfterMs = stage.TaskAfter.Value,
        MainCause = AnalysisDocuments.Camel(stage.MainCause.ToString()),
    };

    private static double? Share(long part, long whole) => whole == 0 ? null : Math.Round((double)part / whole, 4);
}
