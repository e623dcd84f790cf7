using Stoker.Advice.Comparison;
using Stoker.Analyses;

namespace Stoker.Comparing;

/// <summary>What <see cref="CompareApplications"/> found out.</summary>
/// <param name="Before">The first run.</param>
/// <param name="After">The second run.</param>
/// <param name="Comparison">What is different between them, and why.</param>
public sealed record ComparisonResult(Analysis Before, Analysis After, RunComparison Comparison);
