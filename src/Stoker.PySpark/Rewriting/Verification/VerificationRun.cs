namespace Stoker.PySpark.Rewriting.Verification;

/// <summary>A run of old and new forms on real Spark.</summary>
/// <param name="SparkVersion">The Spark that ran, or absent when none could be started.</param>
/// <param name="IsArrow">Whether plain UDFs ran over Arrow there.</param>
/// <param name="Cases">One outcome a function, in the order given.</param>
/// <param name="Failure">Why it could not run to its end, or absent.</param>
public sealed record VerificationRun(string? SparkVersion, bool IsArrow, IReadOnlyList<VerificationOutcome> Cases, string? Failure);
