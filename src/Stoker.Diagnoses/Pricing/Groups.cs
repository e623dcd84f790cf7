using Stoker.Findings;

namespace Stoker.Diagnoses.Pricing;

/// <summary>
/// Findings on a setting name what its change would remove, without a price of their own: each of those has it already. With one such finding the
/// setting becomes a remedy of that one; alone it is good to know.
/// </summary>
internal static class Groups
{
    /// <summary>Gives each group its members, and them its remedy.</summary>
    public static void Resolve(IReadOnlyList<Candidate> candidates)
    {
        foreach (var group in candidates.Where(candidate => candidate.Suspicion.Groups.Count > 0))
        {
            group.Members.AddRange(candidates.Where(candidate =>
                candidate.Severity is not null && candidate.Cause is null && !candidate.Suspicion.IsOfCode && group.Suspicion.Groups.Contains(candidate.Diagnosis.Id)));
            foreach (var member in group.Members)
            {
                member.Suspicion.Remedies.AddRange(group.Suspicion.Remedies.Where(remedy => !Sets(member.Suspicion, remedy.Setting?.Key)));
            }

            group.Severity = group.Members.Count == 1 || (group.Members.Count == 0 && group.Suspicion.IsOnlyGroup) ? null : group.Suspicion.FixedSeverity ?? Severity.Info;
        }
    }

    private static bool Sets(Suspicion suspicion, string? key) => key is not null && suspicion.Remedies.Any(remedy => remedy.Setting?.Key == key);
}
