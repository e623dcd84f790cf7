using Stoker.Advice.Comparison;
using Stoker.Advice.Comparison.Identity;
using Stoker.Model.Units;
using Stoker.Reports.Headers;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Comparison;

/// <summary>One or two sentences that say what the comparison comes to.</summary>
internal static class ComparisonSentence
{
    /// <summary>A second and third cause are worth words from this share of the difference on.</summary>
    private const double WorthSaying = 0.2;

    public static string Of(RunComparison comparison)
    {
        var amount = $"B took {More(comparison.WallDifference)} than A ({Percent(comparison.WallDifference.Value, comparison.WallBefore.Value)})";
        var sentence = comparison.Verdict switch
        {
            ComparisonVerdict.DifferentJobs => $"These are two different jobs, not two runs of one: {Apart(comparison)}. {amount}, which says nothing of either.",
            ComparisonVerdict.NoRealDifference =>
                $"No real difference in time: {Quantity.Duration(comparison.WallBefore)} and {Quantity.Duration(comparison.WallAfter)} differ by {Quantity.Duration(Size(comparison.WallDifference))}, and two runs of one job differ by up to {Quantity.Duration(comparison.NoiseBand)}.",
            ComparisonVerdict.CutShort => CutShort(comparison),
            ComparisonVerdict.OtherPace =>
                $"{amount}, yet it is the same job with the same work: {Causes(comparison, comparison.WallDifference)}. {PaceWords.Of(comparison)}",
            _ => $"{amount}: {Causes(comparison, comparison.WallDifference)}.",
        };
        var failure = comparison.AreDifferentJobs ? null : FailureWords.Of(comparison);
        sentence = string.Join(' ', new[] { failure, sentence, ContrastWords.Of(comparison, hasFailure: failure is not null) }.OfType<string>());
        return comparison.Likeness.MayBeDifferentJobs ? $"These may be two different jobs: {Apart(comparison)}. If they are one all the same: {sentence}" : sentence;
    }

    /// <summary>What both logs have, compared.</summary>
    private static string CutShort(RunComparison comparison)
    {
        var rest = comparison.SharedDifference;
        var (isBefore, isAfter) = (!comparison.Before.Application.IsComplete, !comparison.After.Application.IsComplete);
        var logs = isBefore && isAfter ? "Both logs stop" : isBefore ? "The log of A stops" : "The log of B stops";
        var shared = Math.Abs(rest.Value) <= comparison.NoiseBand.Value ? "What both ran to its end took as long" : $"What both ran to its end took B {More(rest)}: {Causes(comparison, rest)}";
        return $"{logs} in the middle of the run, so that their times ({Quantity.Duration(comparison.WallBefore)} and {Quantity.Duration(comparison.WallAfter)}) cannot be compared. {shared}.";
    }

    /// <summary>What tells two jobs apart, the plainest first.</summary>
    private static string Apart(RunComparison comparison)
    {
        var (likeness, parts) = (comparison.Likeness, new List<string>());
        if (likeness.Name < IdentityThresholds.UnlikeName || likeness.IsOneNamed)
        {
            parts.Add($"A is {ApplicationHeader.TitleOf(comparison.Before.Application.Name)} and B is {ApplicationHeader.TitleOf(comparison.After.Application.Name)}");
        }

        Add(likeness.Tables, "tables or folders");
        Add(likeness.Columns, "columns");
        Add(likeness.Constants ?? likeness.Numbers, "constants of formulas");
        if (likeness.Files == false)
        {
            parts.Add("they come from other files");
        }

        parts.Add(likeness.SameWork >= IdentityThresholds.NearlyAll ? "all that they share is plain work that any job does" : $"{(likeness.SameWork > 0 ? $"only {Quantity.Share(likeness.SameWork, 1)}" : "none")} of their task time is in stages that do the same");
        return string.Join(", ", parts);

        void Add(double? share, string what)
        {
            if (share < IdentityThresholds.Unlike)
            {
                parts.Add($"they have {(share > 0 ? "few" : "no")} {what} in common");
            }
        }
    }

    /// <summary>The largest causes in the direction of the difference.</summary>
    private static string Causes(RunComparison comparison, Milliseconds difference)
    {
        var causes = comparison.Causes.Where(cause => cause.Cause != DifferenceCause.CutShort && Math.Sign(cause.Wall.Value) == Math.Sign(difference.Value)).OrderByDescending(cause => Math.Abs(cause.Wall.Value)).ToList();
        var named = causes.Take(1).Concat(causes.Skip(1).Take(2).Where(cause => Math.Abs(cause.Wall.Value) >= WorthSaying * Math.Abs(difference.Value)));
        return string.Join(", ", named.Select(cause => $"{Signed(cause.Wall)} {CauseWords.Of(cause.Cause)}"));
    }

    private static string More(Milliseconds difference) => $"{Quantity.Duration(Size(difference))} {(difference.Value >= 0 ? "longer" : "less")}";

    private static Milliseconds Size(Milliseconds difference) => new(Math.Abs(difference.Value));

    public static string Signed(Milliseconds duration) => (duration.Value > 0 ? "+" : "") + Quantity.Duration(duration);

    public static string Percent(double part, double whole)
    {
        if (whole <= 0)
        {
            return "from nothing";
        }

        var percent = Math.Round(100 * part / whole, MidpointRounding.AwayFromZero);
        return percent == 0 ? "0 %" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(percent > 0 ? "+" : "")}{percent:#,0} %");
    }
}
