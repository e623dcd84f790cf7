using Stoker.Diagnoses.Pricing;

namespace Stoker.Diagnoses;

/// <summary>A rule: what it is called, when it claims, and the pure function that looks.</summary>
/// <param name="Id">Permanent id.</param>
/// <param name="Title">What it says, in a few words.</param>
/// <param name="Rank">When it claims slot time.</param>
/// <param name="Check">Looks and reports. Depends on its argument only.</param>
internal sealed record Diagnosis(string Id, string Title, Rank Rank, Action<Inspection, Report> Check)
{
    /// <summary>The thresholds that the rule asks for, which a configuration file may set.</summary>
    public IReadOnlyList<Limit> Limits { get; init; } = [];
}
