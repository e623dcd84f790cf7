using Stoker.Advice.Comparison;
using Stoker.Advice.Verification;
using Stoker.Model.Units;
using Stoker.Reports.Comparison;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Verification;

/// <summary>What reports say of outcomes.</summary>
internal static class VerificationWords
{
    /// <summary>More runs than this nobody makes.</summary>
    private const int MostRuns = 100;

    public static string Of(VerifiedChange change)
    {
        var saving = change.Judged;
        return change.Outcome switch
        {
            VerificationOutcome.AsPredicted => saving.IsOutsideButForNoise ? "as predicted, but for noise" : "as predicted",
            VerificationOutcome.LessThanPredicted => saving.Measured < -saving.Noise ? "missed: time was lost" : Math.Abs(saving.Measured) <= saving.Noise ? "missed: nothing was saved" : "missed: saved less",
            VerificationOutcome.MoreThanPredicted => "missed: saved more",
            VerificationOutcome.StillThere => "still there",
            VerificationOutcome.NotComparable when change.IsGone => "not comparable: the second run does not do it",
            VerificationOutcome.NotComparable when change.HasNoCpus => "not comparable: no CPUs for more tasks at once",
            VerificationOutcome.NotComparable when change.HasOtherResult => "not comparable: another result",
            VerificationOutcome.NotComparable when change.IsOnFewerSlots => "not comparable: fewer slots",
            VerificationOutcome.NotComparable => "not comparable: another input or plan",
            VerificationOutcome.Untouched => "nothing done about it",
            VerificationOutcome.OtherLoad => "cannot be told: other load would do that too",
            VerificationOutcome.WithinNoise => "cannot be told: measured is within noise",
            _ when saving.Expected <= 0 => $"nothing was promised: {(saving.Measured > saving.Noise ? "time was saved" : saving.Measured < -saving.Noise ? "time was lost" : "no difference beyond noise")}",
            _ => saving.RunsNeeded > MostRuns ? "cannot be told: far less than noise was predicted" : $"cannot be told: less than noise was predicted; {Quantity.Count(saving.RunsNeeded, "run")} each side would tell",
        };
    }

    /// <summary>What its seconds are of.</summary>
    public static string KindOf(VerifiedChange change) => change.IsJudgedByWall ? "wall time" : "core time";

    public static string Summary(ChangeVerification verification)
    {
        if (verification.IsRefused)
        {
            return verification.IsSameRun ? "Nothing is judged: both logs are of one run, and no change lies between them."
                : verification.Comparison.AreDifferentJobs ? "Nothing is judged: what was predicted for one job says nothing of another."
                : verification.HasFailedBefore ? "Nothing is judged: the first run failed, and what it did not come to would be a loss of the second one."
                : verification.HasFailed ? "Nothing is judged: the second run failed, and what it did not get to do is no saving."
                : "Nothing is judged: what was predicted for a whole run says nothing of a part of one.";
        }

        var judged = verification.Changes.Where(IsJudged).ToList();
        var open = verification.Changes.Where(IsOpen).ToList();
        var still = verification.Changes.Count(change => change.Outcome == VerificationOutcome.StillThere);
        var parts = new List<string>();
        if (verification.Run is { } run)
        {
            parts.Add(PredictedRunWords.Of(run, verification.Comparison.NoiseBand));
        }

        if (verification.Advice is { PredictedMs: not null } advice)
        {
            parts.Add(PredictedRunWords.Of(advice, verification.Comparison.NoiseBand));
        }

        if (judged.Count > 0)
        {
            parts.Add(Judged(judged));
        }

        if (open.Count > 0)
        {
            parts.Add(Open(open, isAll: judged.Count == 0 && verification.Changes.Count == open.Count));
        }
        else if (verification.Changes.Count == 0)
        {
            parts.Add(verification.Run is null ? "The first run has no finding with a price: nothing was predicted for it." : "The first run has no finding with a price.");
        }
        else if (judged.Count == 0 && verification.Run is null)
        {
            parts.Add("No predicted saving can be judged by this pair of runs.");
        }

        if (still > 0)
        {
            parts.Add($"{Quantity.Count(still, "finding is", "findings are")} still there.");
        }

        if (IsBetterThroughout(verification))
        {
            parts.Add("What lies outside its interval came out better than predicted: exit code 1 says that a prediction was off, not that the run got worse.");
        }

        return string.Join(' ', parts);
    }

    private static bool IsJudged(VerifiedChange change) => change.Outcome is VerificationOutcome.AsPredicted or VerificationOutcome.LessThanPredicted or VerificationOutcome.MoreThanPredicted;

    /// <summary>Whether something was promised of which the pair does not tell whether it came.</summary>
    private static bool IsOpen(VerifiedChange change) => change.Outcome is VerificationOutcome.WithinNoise or VerificationOutcome.OtherLoad || (change.Outcome == VerificationOutcome.BelowNoise && change.Judged.Expected > 0);

    /// <summary>Whether predictions were missed, and all of these on the side that pleases.</summary>
    private static bool IsBetterThroughout(ChangeVerification verification) => verification.HasMiss
        && verification.Changes.All(change => change.Outcome != VerificationOutcome.LessThanPredicted)
        && (verification.Run is not { IsInside: false } run || run.MeasuredMs < run.LowMs)
        && (verification.Advice is not { IsInside: false } advice || advice.MeasuredMs < advice.LowMs);

    private static string Judged(List<VerifiedChange> judged)
    {
        var (less, more) = (judged.Count(change => change.Outcome == VerificationOutcome.LessThanPredicted), judged.Count(change => change.Outcome == VerificationOutcome.MoreThanPredicted));
        var byNoise = judged.Count(change => change.Outcome == VerificationOutcome.AsPredicted && change.Judged.IsOutsideButForNoise);
        if (judged.Count == 1)
        {
            var kind = KindOf(judged[0]);
            return less > 0 ? $"Less {kind} was saved than predicted."
                : more > 0 ? $"More {kind} was saved than predicted."
                : byNoise > 0 ? $"The predicted saving of {kind} came, give or take noise: it lies outside of its interval by less than two runs differ by."
                : $"The predicted saving of {kind} came.";
        }

        var misses = new[] { less > 0 ? $"less was saved for {less}" : null, more > 0 ? $"more for {more}" : null }.OfType<string>().ToList();
        var noise = byNoise == 0 ? "" : $"; {(byNoise == judged.Count ? "all" : byNoise)} of them only give or take noise";
        return misses.Count == 0
            ? $"All {judged.Count} predicted savings came{noise}."
            : $"{judged.Count - less - more} of {judged.Count} predicted savings came{noise}; {string.Join(", ", misses)}.";
    }

    private static string Open(List<VerifiedChange> open, bool isAll)
    {
        if (open.Count > 1)
        {
            return $"Whether {(isAll ? "any of the" : "the other")} {open.Count} predicted savings came cannot be told by this pair of runs.";
        }

        var saving = open[0].Judged;
        var numbers = $"{Predicted(saving)} of {KindOf(open[0])} was predicted, and {Duration(saving.Measured)} measured";
        return open[0].Outcome == VerificationOutcome.OtherLoad
            ? $"Whether the {(isAll ? "" : "other ")}predicted saving came cannot be told: {numbers}, but nothing in the logs tells a change of the program from other load."
            : $"Whether the {(isAll ? "" : "other ")}predicted saving came cannot be told: {numbers}, where two runs differ by up to {Duration(saving.Noise)}.";
    }

    /// <summary>A saving in seconds; a loss is negative.</summary>
    public static string Duration(double seconds) => Quantity.Duration(new Milliseconds((long)Math.Round(seconds * 1000)));

    /// <summary>The interval; one number where both ends read alike, and no lower end where it is nothing.</summary>
    public static string Predicted(Saving saving)
    {
        var (low, high) = (Duration(saving.Low), Duration(saving.High));
        return low == high ? high : saving.Low is > -0.0005 and < 0.0005 ? $"up to {high}" : $"{low} to {high}";
    }

    public static string Measured(Saving saving, string plusMinus) => $"{Duration(saving.Measured)} {plusMinus} {Duration(saving.Noise)}";
}
