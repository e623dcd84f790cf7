using System.Globalization;
using Stoker.Diagnoses;
using Stoker.Diagnosing;
using Stoker.Findings;
using Stoker.Findings.Remedies;
using Stoker.Linting;
using Stoker.Model.Units;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Findings;

/// <summary>The findings of a diagnosis in the order of what they cost: heading, cost, proof and remedy of each.</summary>
internal sealed class FindingSection
{
    /// <summary>Facts in the line of proof.</summary>
    private const int MostFacts = 4;

    /// <summary>Findings that are shown; the rest is counted.</summary>
    private const int MostFindings = 10;

    private readonly DiagnosisResult _result;
    private readonly Dictionary<string, string> _titles = DiagnosisCatalogue.Titles.ToDictionary(title => title.Id, title => title.Title, StringComparer.Ordinal);

    private readonly PricedLint? _code;

    public FindingSection(ReviewedDiagnosis review, PricedLint? code = null)
    {
        _code = code;
        _result = review.Result;
        var ranked = review.Result.Ranked;
        Hidden = NotCheckedText.Of(review.Result.NotChecked) is { } notChecked ? [.. HiddenBy(review), notChecked] : [.. HiddenBy(review)];
        Shown = [.. ranked.Take(MostFindings)];
        OthersCount = ranked.Count - Shown.Count;
    }

    public IReadOnlyList<Finding> Shown { get; }

    public int OthersCount { get; }

    /// <summary>What is not shown and why, and what could not be checked: one line each.</summary>
    public IReadOnlyList<string> Hidden { get; }

    public bool IsEmpty => Shown.Count == 0 && Hidden.Count == 0;

    /// <summary><c>SKEW001 One shuffle partition holds far more data than the rest</c>.</summary>
    public string Heading(Finding finding) => $"{finding.Id} {_titles.GetValueOrDefault(finding.Id, "")}";

    /// <summary>Cost, place and confidence.</summary>
    public string Costs(Finding finding)
    {
        List<string> parts = [];
        if (finding.Cost is { } cost)
        {
            if (cost.WallSeconds is { Expected: > 0 } wall)
            {
                parts.Add($"{Seconds(wall.Expected)} of the run ({Quantity.Share(wall.Expected, _result.WallSeconds)})");
            }

            parts.Add($"{Seconds(cost.CoreSeconds.Expected)} of core time ({Quantity.Share(cost.CoreSeconds.Expected, _result.SupplySeconds)})");
        }

        parts.Add(string.Join(", ", finding.RelatedPlaces.Where(place => place is Stoker.Findings.Places.CallSitePlace or Stoker.Findings.Places.StagePlace).Take(2).Prepend(finding.Place).Distinct().Select(PlaceText.Of)));
        parts.Add($"{finding.Confidence.ToString().ToLowerInvariant()} confidence");
        if (finding.Groups.Count > 0)
        {
            parts.Add("would help with " + string.Join(", ", finding.Groups.Select(group => group.Id).Distinct()));
        }

        return string.Join("; ", parts);
    }

    /// <summary>The lines of the program behind it, and what lint finds on them; absent when no source was given or none is known.</summary>
    public string? Code(Finding finding) => _code is null ? null : FindingCode.Of(finding, _code).Text;

    public static string Proof(Finding finding) => string.Join(", ", finding.Evidence.Take(MostFacts).Select(EvidenceText.Of));

    /// <summary>The first remedy, with its setting.</summary>
    public static string? Advice(Finding finding) => finding.Remedies.Count == 0 ? null : Of(finding.Remedies[0]);

    /// <summary>What follows from it, such as <c>also MEM001</c>.</summary>
    public static string? Consequences(Finding finding) => finding.Consequences.Count == 0
        ? null
        : "leads to " + string.Join(", ", finding.Consequences.Select(reference => $"{reference.Id} ({PlaceText.Of(reference.Place)})").Take(4));

    private static IEnumerable<string> HiddenBy(ReviewedDiagnosis review)
    {
        foreach (var group in review.Accepted.GroupBy(accepted => accepted.Acceptance))
        {
            var end = group.Key.Until is { } until ? string.Create(CultureInfo.InvariantCulture, $" until {until:yyyy-MM-dd}") : "";
            yield return $"{Quantity.Count(group.Count(), "finding")} of {group.Key.Id} accepted{end}{(group.Key.Reason is { Length: > 0 } reason ? ": " + reason : "")}";
        }

        if (review.KnownCount > 0)
        {
            yield return $"{Quantity.Count(review.KnownCount, "finding")} of the baseline not shown";
        }
    }

    private static string Of(Remedy remedy) => remedy.Setting is { To: { } value } setting ? $"{remedy.Change} {setting.Key}={value}"
        : remedy.Question is { } question ? $"{question} If so: {remedy.Change}"
        : remedy.Change;

    private static string Seconds(double seconds) => Quantity.Duration(new Milliseconds((long)Math.Round(seconds * 1000)));
}
