using Stoker.Findings;
using Stoker.Findings.Remedies;

namespace Stoker.Advice.Recommendations;

/// <summary>What a finding would have done to a setting.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Remedy">Its remedy.</param>
/// <param name="To">The value; absent when the remedy names none.</param>
internal sealed record SettingProposal(Finding Finding, Remedy Remedy, string? To);
