using Stoker.Advice.Comparison;
using Stoker.Advice.Comparison.Identity;
using Stoker.Model.Units;
using Stoker.Reports.Headers;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Comparison;

/// <summary>One or two sentences that say what the comparison comes to.</summary>
internal static class ComparisonSentence
{
    /// <summary>Further causes are worth words from this share of the difference on.</summary>
    private const double WorthSaying = 0.1;

    /// <summary>More causes than this nobody reads in a sentence.</summary>
    private const int MostCauses = 4;

    /// <summary>A rest below this share of the difference is not seen beside the parts, which are written to three digits.</summary>
    private const double LeastRest = 0.01;

    /// <summary>More settings than this are for the table.</summary>
    private const int MostSettings = 2;

    /// <summary>From so many percent on, a factor is read more easily.</summary>
    private const double MostPercent = 1_000;

    public static string Of(RunComparison comparison)
    {
        var cluster = comparison.AreDifferentJobs ? null : ClusterWords.WithNumbers(comparison);
        var amount = $"B took {More(comparison.WallDifference)} than A ({Growth(comparison)}){(cluster is null ? "" : $" with {cluster}")}";
        var (before, after) = (Quantity.Duration(comparison.WallBefore), Quantity.Duration(comparison.WallAfter));
        var sentence = comparison.Verdict switch
        {
            ComparisonVerdict.DifferentJobs => $"These are two different jobs, not two runs of one: {Apart(comparison)}. That A took {before} and B {after} says nothing of either.",
            ComparisonVerdict.NoRealDifference =>
                $"{NoEnd(comparison)}No real difference in time{(cluster is null ? "" : $", with {cluster} in B")}: {before} and {after} differ by {Quantity.Duration(Size(comparison.WallDifference))}, which is noise: two runs of one job differ by up to {Quantity.Duration(comparison.NoiseBand)}.",
            ComparisonVerdict.CutShort => CutShort(comparison),
            ComparisonVerdict.OtherPace =>
                $"{(PaceWords.MayBeCode(comparison) ? $"{amount}, with the same operators on the same rows" : $"No real difference in the job, which did the same work at another pace. {amount}")}: {Causes(comparison, comparison.WallDifference)}. {PaceWords.Of(comparison)}",
            _ => $"{amount}: {Causes(comparison, comparison.WallDifference)}.",
        };
        var failure = comparison.AreDifferentJobs ? null : FailureWords.Of(comparison);
        sentence = string.Join(' ', new[] { failure, sentence, ContrastWords.Of(comparison, hasFailure: failure is not null) }.OfType<string>());
        return comparison.Likeness.MayBeDifferentJobs ? $"These may be two different jobs: {Apart(comparison)}. If they are one all the same: {sentence}" : sentence;
    }

    /// <summary>That one of the logs has no end, where the other has: what came after is in no time.</summary>
    private static string NoEnd(RunComparison comparison) => (comparison.Before.Application.IsComplete, comparison.After.Application.IsComplete) switch
    {
        (true, false) => "The log of B stops before the end of its run, and what came after is missing from its time. ",
        (false, true) => "The log of A stops before the end of its run, and what came after is missing from its time. ",
        _ => "",
    };

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

        else if (likeness.AreNumbered)
        {
            parts.Add($"their names are numbered, {comparison.Before.Application.Name} and {comparison.After.Application.Name}");
        }

        Add(likeness.Tables, "tables or folders");
        Add(likeness.Columns, "columns");
        if (likeness.Written < IdentityThresholds.OtherWritten)
        {
            parts.Add("the tables that they write have other columns");
        }

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

    /// <summary>The largest causes whichever way they go, and what is left: together the difference. What goes against it is said to.</summary>
    private static string Causes(RunComparison comparison, Milliseconds difference)
    {
        var causes = comparison.Causes.Where(cause => cause.Cause is not (DifferenceCause.CutShort or DifferenceCause.Unexplained) && cause.Wall.Value != 0).OrderByDescending(cause => Math.Abs(cause.Wall.Value)).ToList();
        var named = causes.TakeWhile((cause, index) => index == 0 || (index < MostCauses && Math.Abs(cause.Wall.Value) >= WorthSaying * Math.Abs(difference.Value))).ToList();
        var rest = difference - new Milliseconds(named.Sum(cause => cause.Wall.Value));
        var parts = named.Select((cause, index) => Part(cause, comparison, Math.Sign(difference.Value), isFirst: index == 0));
        return string.Join(", ", Math.Abs(rest.Value) >= LeastRest * Math.Abs(difference.Value) ? parts.Append($"{Signed(rest)} {(named.Count == 0 ? "that no cause explains" : "the rest")}") : parts);
    }

    /// <summary>The first part with the settings that differ and bring it about, where these are few.</summary>
    private static string Part(CauseEffect cause, RunComparison comparison, int way, bool isFirst)
    {
        var against = Math.Sign(cause.Wall.Value) == way ? "" : (way < 0 ? "lost to " : "won by ") + (cause.Cause is DifferenceCause.Startup or DifferenceCause.Driver or DifferenceCause.Pace ? "the " : "");

        // Those of the cluster are said with it.
        var settings = isFirst && cause.Cause is not (DifferenceCause.Slots or DifferenceCause.Startup) && cause.Settings.Count is > 0 and <= MostSettings
            ? $" ({string.Join(", ", cause.Settings.Select(setting => $"{setting.Key} {EvidenceWords.Value(setting.After)} instead of {EvidenceWords.Value(setting.Before)}"))})"
            : "";
        return $"{Signed(cause.Wall)} {against}{CauseWords.Of(cause, comparison)}{BytesOrRows(cause)}{settings}";
    }

    /// <summary>Of input its rows, or bytes where these are not known; of other code the bytes that show it.</summary>
    private static string BytesOrRows(CauseEffect cause) => (cause.Cause, cause.Evidence.Count > 0 ? cause.Evidence[0] : null) switch
    {
        (DifferenceCause.Input, { Name: QuantityName.RowsRead } rows) => $" ({Quantity.Count((long)rows.After)} rows instead of {Quantity.Count((long)rows.Before)})",
        (DifferenceCause.Input, { } bytes) => $" ({Sizes(bytes)})",
        (DifferenceCause.OtherCode, { Name: QuantityName.ShuffleWrittenBytes } bytes) => $" ({Sizes(bytes)} written for shuffles, which no load explains)",
        (DifferenceCause.OtherCode, { Name: QuantityName.ShuffleReadBytes } bytes) => $" ({Sizes(bytes)} read from shuffles, which no load explains)",
        _ => "",
    };

    private static string Sizes(ComparedQuantity bytes) => $"{Quantity.Size(new Bytes((long)bytes.After))} instead of {Quantity.Size(new Bytes((long)bytes.Before))}";

    /// <summary>How much longer or shorter, as a reader can use it.</summary>
    private static string Growth(RunComparison comparison)
    {
        var (difference, before) = (comparison.WallDifference.Value, comparison.WallBefore.Value);
        return before > 0 && 100.0 * difference / before >= MostPercent ? $"{Quantity.Ratio((double)comparison.WallAfter.Value / before)} as long" : Percent(difference, before);
    }

    private static string More(Milliseconds difference) => $"{Quantity.Duration(Size(difference))} {(difference.Value >= 0 ? "longer" : "less")}";

    private static Milliseconds Size(Milliseconds difference) => new(Math.Abs(difference.Value));

    public static string Signed(Milliseconds duration) => (duration.Value > 0 ? "+" : "") + Quantity.Duration(duration);

    /// <summary>A share of at most four digits; empty beyond, which is no number that a reader can use.</summary>
    public static string ShareOf(long part, long whole) => whole == 0 || Math.Abs(100.0 * part / whole) >= MostPercent ? "" : Percent((double)part / whole, 1).TrimStart('+');

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
