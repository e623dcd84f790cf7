using Stoker.Findings;
using Stoker.Findings.Pricing;

namespace Stoker.Diagnoses.Pricing;

/// <summary>Findings on a setting show the sum of what its change would remove; they are alone at most good to know.</summary>
internal static class Groups
{
    /// <summary>Gives each group the price and severity of its members.</summary>
    public static void Resolve(IReadOnlyList<Candidate> candidates, SeverityScale scale)
    {
        foreach (var group in candidates.Where(candidate => candidate.Suspicion.Groups.Count > 0))
        {
            group.Members.AddRange(candidates.Where(candidate =>
                candidate.Severity is not null && candidate.Cause is null && group.Suspicion.Groups.Contains(candidate.Diagnosis.Id)));
            group.Core = Sum(group.Members.Select(member => member.Core));
            group.Wall = Sum(group.Members.Select(member => member.Wall));
            var byPrice = group.Members.Count == 0 ? Severity.Info : scale.Of(group.Core, group.Wall) ?? Severity.Info;
            var worst = group.Members.Max(member => member.Severity) ?? Severity.Info;
            var severity = byPrice < worst ? byPrice : worst;
            group.Severity = group.Suspicion.FixedSeverity ?? (group.Suspicion.LeastSeverity is { } least && severity < least ? least : severity);
        }
    }

    private static Estimate Sum(IEnumerable<Estimate> estimates)
    {
        var (low, expected, high) = (0.0, 0.0, 0.0);
        foreach (var estimate in estimates)
        {
            (low, expected, high) = (low + estimate.Low, expected + estimate.Expected, high + estimate.High);
        }

        return new Estimate(low, expected, high);
    }
}
