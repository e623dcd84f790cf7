using Stoker.Findings;
using Stoker.Findings.Pricing;

namespace Stoker.Advice.Recommendations;

/// <summary>A setting to change, together with all others of the advice.</summary>
/// <param name="Key">Its key.</param>
/// <param name="From">Its effective value; absent when unknown.</param>
/// <param name="To">The value to set.</param>
/// <param name="Reason">What it does: a sentence in the imperative.</param>
public sealed record AdvisedSetting(string Key, string? From, string To, string Reason)
{
    /// <summary>The findings that it answers, the dearest first.</summary>
    public IReadOnlyList<FindingReference> Findings { get; init; } = [];

    /// <summary>What the dearest of these findings costs; absent when none has a price. Costs of several settings may overlap: they are not to be added.</summary>
    public Cost? Cost { get; init; }

    /// <summary>Whether somebody had set it, so that the advice argues with them.</summary>
    public bool WasSet { get; init; }

    /// <summary>Whether the program sets it while it runs, where no file reaches it.</summary>
    public bool IsSetByProgram { get; init; }

    /// <summary>What must hold before it is done; absent when nothing must.</summary>
    public string? Precondition { get; init; }
}
