using Stoker.Findings;
using Stoker.Findings.Pricing;

namespace Stoker.Advice.Recommendations;

/// <summary>A change of a setting that may help and is not advised.</summary>
/// <param name="Key">Its key.</param>
/// <param name="From">Its effective value; absent when unknown.</param>
/// <param name="To">The value that was considered; absent when the change has no single one.</param>
/// <param name="Reason">Why it is left to a person.</param>
/// <param name="Findings">The findings that it would answer.</param>
public sealed record DeclinedChange(string Key, string? From, string? To, string Reason, IReadOnlyList<FindingReference> Findings)
{
    /// <summary>What the dearest of these findings costs: the most that the change can save. Absent when none has a price.</summary>
    public Cost? Cost { get; init; }
}
