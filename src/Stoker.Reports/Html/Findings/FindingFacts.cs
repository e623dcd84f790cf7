using System.Globalization;
using Stoker.Diagnoses;
using Stoker.Findings;
using Stoker.Findings.Pricing;
using Stoker.Predicting;
using Stoker.Reports.Findings;
using Stoker.Reports.Html.Markup;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Html.Findings;

/// <summary>What findings are called, and what they cost in words.</summary>
/// <param name="Result">The findings.</param>
/// <param name="Savings">What curing each would save; absent where nothing was predicted.</param>
internal sealed record FindingFacts(DiagnosisResult Result, FindingSavings? Savings = null)
{
    private readonly Dictionary<Finding, string> _anchors = AnchorsOf(Result);

    private readonly Dictionary<string, string> _titles = DiagnosisCatalogue.Titles.ToDictionary(title => title.Id, title => title.Title, StringComparer.Ordinal);

    public string TitleOf(string id) => _titles.GetValueOrDefault(id, "");

    /// <summary>The anchor of a finding; where several share id and place, the later ones have a number.</summary>
    public string AnchorOf(Finding finding) => _anchors[finding];

    /// <summary>Cost in wall time and in core time; empty when it is not known.</summary>
    public string PriceOf(Finding finding)
    {
        if (finding.Cost is not { } cost)
        {
            return "";
        }

        if (FindingSection.OpenOf(cost) is { } open)
        {
            return open;
        }

        List<string> parts = [];
        if (cost.WallSeconds is { Expected: >= FindingSection.Shortest } wall)
        {
            parts.Add($"{Words.Seconds(wall.Expected)} of the run ({Quantity.Share(wall.Expected, Result.WallSeconds)})");
        }

        if (cost.CoreSeconds.Expected >= FindingSection.Shortest)
        {
            parts.Add($"{Words.Seconds(cost.CoreSeconds.Expected)} of core time ({Quantity.Share(cost.CoreSeconds.Expected, Result.SupplySeconds)})");
        }

        return string.Join(", ", parts);
    }

    /// <summary>What curing it alone would save of the run, with its interval and basis; null when that is not known.</summary>
    public string? SavingOf(Finding finding) => Savings?.Of(finding) is not { } saving ? null
        : $"Cured alone, it is predicted to save {Words.Seconds(saving.ExpectedSeconds)} of the run{(saving.HighSeconds - saving.LowSeconds > 0.05 ? $" ({FindingSection.SpanOf(new Estimate(saving.LowSeconds, saving.ExpectedSeconds, saving.HighSeconds))})" : "")}: "
            + (saving.Basis == SavingBasis.Replayed ? "the run replayed without what it costs its tasks." : "its part of the critical path; not replayed.");

    /// <summary>The same where a replay told it; null where it would only repeat the price.</summary>
    public string? ReplayedSavingOf(Finding finding) => Savings?.Of(finding)?.Basis == SavingBasis.Replayed ? SavingOf(finding) : null;

    /// <summary>What the price rests on, with its interval where it has one.</summary>
    public static string BasisOf(Cost cost)
    {
        var basis = FindingSection.BasisOf(cost.Basis);
        List<string> intervals = [];
        if (cost.WallSeconds is { } wall && IsWide(wall))
        {
            intervals.Add($"{FindingSection.SpanOf(wall)} of the run");
        }

        if (IsWide(cost.CoreSeconds))
        {
            intervals.Add($"{FindingSection.SpanOf(cost.CoreSeconds)} of core time");
        }

        return intervals.Count == 0 ? basis : $"{basis}: {string.Join(", ", intervals)}";
    }

    private static Dictionary<Finding, string> AnchorsOf(DiagnosisResult result)
    {
        var anchors = new Dictionary<Finding, string>(ReferenceEqualityComparer.Instance);
        foreach (var same in result.Findings.GroupBy(Anchors.Of, StringComparer.Ordinal))
        {
            foreach (var (finding, index) in same.Select((finding, index) => (finding, index)))
            {
                anchors[finding] = index == 0 ? same.Key : string.Create(CultureInfo.InvariantCulture, $"{same.Key}-{index + 1}");
            }
        }

        return anchors;
    }

    private static bool IsWide(Estimate estimate) => estimate.High - estimate.Low > 0.001;
}
