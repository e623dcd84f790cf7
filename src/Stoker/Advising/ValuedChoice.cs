using Stoker.Advice.Choices;

namespace Stoker.Advising;

/// <summary>A choice with what it would bring.</summary>
/// <param name="Choice">The choice.</param>
/// <param name="Prediction">The run with it, replayed; absent where no replay tells, which the choice or <paramref name="NotPredicted"/> explains.</param>
/// <param name="NotPredicted">Why a replay that could tell was refused; absent otherwise.</param>
public sealed record ValuedChoice(Choice Choice, ChoicePrediction? Prediction = null, string? NotPredicted = null);
