using Stoker.Configuration;
using Stoker.Findings;

namespace Stoker.Diagnosing;

/// <summary>A finding that is not shown, since the configuration accepts it.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Acceptance">What accepts it.</param>
public sealed record AcceptedFinding(Finding Finding, Acceptance Acceptance);
