using Stoker.Advice.Verification;
using Stoker.Reports.Contracts;
using Stoker.Verifying;

namespace Stoker.Reports.Verification;

/// <summary>The answer of a verification for programs: <c>stoker/verification/1</c>, specified in docs/specs/verification-1.md.</summary>
public static class VerificationJson
{
    /// <summary>One document and a line end.</summary>
    public static string Write(VerificationResult result, string stokerVersion)
    {
        ArgumentNullException.ThrowIfNull(result);
        return ContractText.Of(DocumentOf(result, stokerVersion), VerificationJsonContext.Default.VerificationDocument);
    }

    private static VerificationDocument DocumentOf(VerificationResult result, string stokerVersion)
    {
        var verification = result.Verification;
        return new VerificationDocument
        {
            StokerVersion = stokerVersion,
            Summary = VerificationWords.Summary(verification),
            BeforeId = AnalysisDocuments.Known(result.Runs.Before.Application.Id),
            AfterId = AnalysisDocuments.Known(result.Runs.After.Application.Id),
            WallBeforeMs = verification.Comparison.WallBefore.Value,
            WallAfterMs = verification.Comparison.WallAfter.Value,
            HasMiss = verification.HasMiss,
            Refusal = verification.IsRefused ? Comparison.ComparisonSentence.Of(verification.Comparison) : null,
            PaceFactor = Math.Round(verification.PaceFactor, 3),
            IsDisturbed = verification.IsDisturbed,
            Run = verification.Run is { } run ? new RunPredictionDocument(run.Kind, Math.Round(run.PredictedMs), Math.Round(run.LowMs), Math.Round(run.HighMs), Math.Round(run.MeasuredMs), run.IsInside) : null,
            RunRefusal = verification.RunRefusal,
            Advice = verification.Advice is { } advice ? Of(advice) : null,
            Changes = [.. verification.Changes.Select(change => new VerifiedChangeDocument
            {
                Findings = [.. change.Findings.Select(finding => finding.Id)],
                Stages = [.. change.Stages.Select(stage => stage.Value)],
                Outcome = AnalysisDocuments.Camel(change.Outcome.ToString()),
                JudgedBy = change.IsJudgedByWall ? "wall" : "core",
                Core = SavingOf(change.Core),
                Wall = change.Wall is { } wall ? SavingOf(wall) : null,
                CpuWaitFactor = change.CpuWait is null ? null : Math.Round(change.Pace, 3),
                TaskTimeFactor = change.TaskTimeFactor is { } factor ? Math.Round(factor, 3) : null,
            })],
            NewFindings = [.. verification.NewFindings.Select(finding => finding.Id).Distinct(StringComparer.Ordinal)],
        };
    }

    private static FollowedAdviceDocument Of(FollowedAdvice advice) => new(
        [.. advice.Followed.Select(setting => new FollowedSettingDocument(setting.Key, setting.To, setting.Findings, Whole(setting.SavedMs)))],
        advice.NotFollowed,
        [.. advice.Otherwise.Select(setting => new OtherwiseSettingDocument(setting.Key, setting.Advised, setting.To))],
        advice.Others,
        Whole(advice.PredictedMs),
        Whole(advice.LowMs),
        Whole(advice.HighMs),
        advice.MeasuredMs,
        advice.IsComparable,
        advice.IsInside);

    private static double? Whole(double? milliseconds) => milliseconds is { } value ? Math.Round(value) : null;

    private static SavingDocument SavingOf(Saving saving) =>
        new(Rounded(saving.Low), Rounded(saving.Expected), Rounded(saving.High), Rounded(saving.Measured), Rounded(saving.Noise), saving.RunsNeeded);

    private static double Rounded(double seconds) => Math.Round(seconds, 3);
}
