using Stoker.Advice.Verification;
using Stoker.Model.Units;
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
            VerificationOutcome.AsPredicted => "as predicted",
            VerificationOutcome.LessThanPredicted => "saved less",
            VerificationOutcome.MoreThanPredicted => "saved more",
            VerificationOutcome.StillThere => "still there",
            VerificationOutcome.NotComparable when change.IsGone => "not comparable: the second run does not do it",
            VerificationOutcome.NotComparable when change.HasNoCpus => "not comparable: no CPUs for more tasks at once",
            VerificationOutcome.NotComparable when change.HasOtherResult => "not comparable: another result",
            VerificationOutcome.NotComparable when change.IsOnFewerSlots => "not comparable: fewer slots",
            VerificationOutcome.NotComparable => "not comparable: another input or plan",
            VerificationOutcome.Untouched => "nothing done about it",
            _ when saving.Expected <= 0 => "nothing was promised",
            _ => saving.RunsNeeded > MostRuns ? "too small to measure" : $"below noise; {Quantity.Count(saving.RunsNeeded, "run")} each side would tell",
        };
    }

    public static string Summary(ChangeVerification verification)
    {
        if (verification.IsRefused)
        {
            return verification.Comparison.AreDifferentJobs
                ? "Nothing is judged: what was predicted for one job says nothing of another."
                : verification.HasFailed ? "Nothing is judged: the second run failed, and what it did not get to do is no saving."
                : "Nothing is judged: what was predicted for a whole run says nothing of a part of one.";
        }

        var judged = verification.Changes.Where(change => change.Outcome is VerificationOutcome.AsPredicted or VerificationOutcome.LessThanPredicted or VerificationOutcome.MoreThanPredicted).ToList();
        var still = verification.Changes.Count(change => change.Outcome == VerificationOutcome.StillThere);
        var parts = new List<string>();
        if (verification.Run is { } run)
        {
            parts.Add($"The span of {Duration(run.MeasuredMs / 1000)} lies {(run.IsInside ? "inside" : run.MeasuredMs < run.LowMs ? "below" : "above")} the predicted {Duration(run.LowMs / 1000)} to {Duration(run.HighMs / 1000)}.");
        }

        if (verification.Advice is { PredictedMs: not null } advice)
        {
            parts.Add(Of(advice));
        }

        if (judged.Count > 0)
        {
            parts.Add(Judged(judged));
        }
        else if (verification.Changes.Count == 0)
        {
            parts.Add("The first run has no finding with a price: nothing was predicted for it.");
        }
        else if (verification.Run is null)
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

    /// <summary>Whether predictions were missed, and all of these on the side that pleases.</summary>
    private static bool IsBetterThroughout(ChangeVerification verification) => verification.HasMiss
        && verification.Changes.All(change => change.Outcome != VerificationOutcome.LessThanPredicted)
        && (verification.Run is not { IsInside: false } run || run.MeasuredMs < run.LowMs)
        && (verification.Advice is not { IsInside: false } advice || advice.MeasuredMs < advice.LowMs);

    private static string Judged(List<VerifiedChange> judged)
    {
        var (less, more) = (judged.Count(change => change.Outcome == VerificationOutcome.LessThanPredicted), judged.Count(change => change.Outcome == VerificationOutcome.MoreThanPredicted));
        if (judged.Count == 1)
        {
            return less > 0 ? "Less was saved than predicted." : more > 0 ? "More was saved than predicted." : "The predicted saving came.";
        }

        var misses = new[] { less > 0 ? $"less was saved for {less}" : null, more > 0 ? $"more for {more}" : null }.OfType<string>().ToList();
        return misses.Count == 0
            ? $"All {judged.Count} predicted savings came."
            : $"{judged.Count - less - more} of {judged.Count} predicted savings came; {string.Join(", ", misses)}.";
    }

    private static string Of(FollowedAdvice advice)
    {
        var settings = advice.Followed.Count == 1 ? advice.Followed[0].Key : $"{Quantity.Count(advice.Followed.Count, "advised setting")}";
        var predicted = $"With {settings}, {Duration((advice.PredictedMs ?? 0) / 1000)} was predicted ({Duration((advice.LowMs ?? 0) / 1000)} to {Duration((advice.HighMs ?? 0) / 1000)})";
        return advice.IsInside switch
        {
            true => $"{predicted}; it took {Duration(advice.MeasuredMs / 1000)}, as predicted.",
            false => $"{predicted}; it took {Duration(advice.MeasuredMs / 1000)}, {(advice.MeasuredMs < advice.LowMs ? "less" : "more")} than that.",
            _ => $"{predicted}; it took {Duration(advice.MeasuredMs / 1000)}, {(advice is { WaitedForCpus: true, Others.Count: 0 } ? "while other programs had the CPUs in one of the runs" : "with other changes beside the advice")}.",
        };
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
