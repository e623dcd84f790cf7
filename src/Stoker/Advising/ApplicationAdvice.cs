using Stoker.Advice.Recommendations;
using Stoker.Analyses;

namespace Stoker.Advising;

/// <summary>What to change in one application.</summary>
/// <param name="Analysis">Where its time went, and the findings.</param>
/// <param name="Plan">The changes.</param>
/// <param name="Prediction">The run with all settings of the plan; absent when it has none.</param>
public sealed record ApplicationAdvice(Analysis Analysis, AdvicePlan Plan, JointPrediction? Prediction = null)
{
    /// <summary>Choices of cluster and encoding that the log says something of, in the order of their subjects.</summary>
    public IReadOnlyList<ValuedChoice> Choices { get; init; } = [];
}
