using System.Text.Json;
using Stoker.Advice.Verification;
using Stoker.Reports.Contracts;
using Stoker.Reports.Quantities;
using Stoker.Verifying;

namespace Stoker.Reports.Verification;

/// <summary>Lines of the history of predictions, <c>stoker/verified-pair/1</c>, one a prediction that could be judged: from them the table of errors can be learnt again.</summary>
public static class VerificationHistory
{
    /// <summary>Lines to add to a history: those of this pair that it does not hold yet.</summary>
    /// <param name="result">The pair of runs.</param>
    /// <param name="stokerVersion">Version that made the prediction.</param>
    /// <param name="known">Lines of the history.</param>
    public static IReadOnlyList<string> LinesOf(VerificationResult result, string stokerVersion, IReadOnlyList<string> known)
    {
        ArgumentNullException.ThrowIfNull(result);
        var there = known.ToHashSet(StringComparer.Ordinal);
        return [.. Pairs(result, stokerVersion).Select(pair => JsonSerializer.Serialize(pair, VerificationJsonContext.Default.VerifiedPairDocument)).Where(line => !there.Contains(line))];
    }

    /// <summary>What a history comes to, in a sentence; absent for an empty one. Lines that cannot be read are left alone.</summary>
    public static string? Summary(IReadOnlyList<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var outcomes = lines.Select(OutcomeOf).OfType<string>().ToList();
        var held = outcomes.Count(outcome => outcome == AnalysisDocuments.Camel(nameof(VerificationOutcome.AsPredicted)));
        return outcomes.Count == 0 ? null : $"Of {Quantity.Count(outcomes.Count, "prediction")} in your history, {held} held ({Quantity.Share(held, outcomes.Count)}; 90 % are promised).";
    }

    private static IEnumerable<VerifiedPairDocument> Pairs(VerificationResult result, string stokerVersion)
    {
        if (result.Verification.Comparison.Likeness.MayBeDifferentJobs)
        {
            yield break; // What may be another job teaches nothing of this one.
        }

        foreach (var change in result.Verification.Changes.Where(change => change.Outcome is VerificationOutcome.AsPredicted or VerificationOutcome.LessThanPredicted or VerificationOutcome.MoreThanPredicted))
        {
            yield return Of(result, stokerVersion) with
            {
                Kind = string.Join('+', change.Findings.Select(finding => finding.Id).Distinct(StringComparer.Ordinal)),
                Amount = change.IsJudgedByWall ? "savedWallSeconds" : "savedCoreSeconds",
                LowSeconds = Math.Round(change.Judged.Low, 3),
                ExpectedSeconds = Math.Round(change.Judged.Expected, 3),
                HighSeconds = Math.Round(change.Judged.High, 3),
                MeasuredSeconds = Math.Round(change.Judged.Measured, 3),
                NoiseSeconds = Math.Round(change.Judged.Noise, 3),
                Outcome = AnalysisDocuments.Camel(change.Outcome.ToString()),
            };
        }

        if (result.Verification.Advice is { IsInside: { } isInside, PredictedMs: { } predicted, LowMs: { } low, HighMs: { } high } advice)
        {
            yield return Of(result, stokerVersion) with
            {
                Kind = "advice:" + string.Join('+', advice.Followed.Select(setting => setting.Key)),
                Amount = "wallSeconds",
                LowSeconds = Math.Round(low / 1000, 3),
                ExpectedSeconds = Math.Round(predicted / 1000, 3),
                HighSeconds = Math.Round(high / 1000, 3),
                MeasuredSeconds = Math.Round(advice.MeasuredMs / 1000, 3),
                Sigma = Rounded(advice.Sigma),
                IntervalRow = Row(advice.IntervalRow),
                Outcome = AnalysisDocuments.Camel((isInside ? VerificationOutcome.AsPredicted : advice.MeasuredMs > high ? VerificationOutcome.LessThanPredicted : VerificationOutcome.MoreThanPredicted).ToString()),
            };
        }

        if (result.Verification.Run is { } run)
        {
            yield return Of(result, stokerVersion) with
            {
                Kind = "run",
                Amount = "spanSeconds",
                LowSeconds = Math.Round(run.LowMs / 1000, 3),
                ExpectedSeconds = Math.Round(run.PredictedMs / 1000, 3),
                HighSeconds = Math.Round(run.HighMs / 1000, 3),
                MeasuredSeconds = Math.Round(run.MeasuredMs / 1000, 3),
                Sigma = Rounded(run.Sigma),
                IntervalRow = Row(run.IntervalRow),
                Outcome = AnalysisDocuments.Camel((run.IsInside ? VerificationOutcome.AsPredicted : run.MeasuredMs > run.HighMs ? VerificationOutcome.LessThanPredicted : VerificationOutcome.MoreThanPredicted).ToString()),
            };
        }
    }

    private static double? Rounded(double? sigma) => sigma is { } known ? Math.Round(known, 4) : null;

    private static string? Row(string? name) => name is { } known ? AnalysisDocuments.Camel(known) : null;

    private static VerifiedPairDocument Of(VerificationResult result, string stokerVersion) => new()
    {
        StokerVersion = stokerVersion,
        Application = result.Runs.After.Application.Name,
        SparkVersion = AnalysisDocuments.Known(result.Runs.After.Application.SparkVersion),
        BeforeId = result.Runs.Before.Application.Id,
        AfterId = result.Runs.After.Application.Id,
        Kind = "",
        Amount = "savedCoreSeconds",
        LowSeconds = 0,
        ExpectedSeconds = 0,
        HighSeconds = 0,
        MeasuredSeconds = 0,
        NoiseSeconds = 0,
        Outcome = "",
    };

    private static string? OutcomeOf(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, VerificationJsonContext.Default.VerifiedPairDocument)?.Outcome;
        }
        catch (JsonException)
        {
            // A line that another program wrote, or that was cut off when the disk was full.
            return null;
        }
    }
}
