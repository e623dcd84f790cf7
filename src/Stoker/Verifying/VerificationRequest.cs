using Stoker.Comparing;

namespace Stoker.Verifying;

/// <summary>Which two runs to hold against each other.</summary>
/// <param name="Runs">The run before the change and the one after it.</param>
public sealed record VerificationRequest(ComparisonRequest Runs);
