using Stoker.Advice.Verification;
using Stoker.Comparing;

namespace Stoker.Verifying;

/// <summary>What <see cref="VerifyChange"/> found out.</summary>
/// <param name="Runs">The two runs, compared.</param>
/// <param name="Verification">What was predicted against what was measured.</param>
public sealed record VerificationResult(ComparisonResult Runs, ChangeVerification Verification);
