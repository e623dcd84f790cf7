using Stoker.Findings;

namespace Stoker.Advice.Recommendations;

/// <summary>A change that no setting makes: of the program, the data or the cluster.</summary>
/// <param name="Change">What to do: a sentence in the imperative.</param>
/// <param name="Precondition">What must hold before it is done; absent when nothing must.</param>
/// <param name="Finding">The finding that it answers.</param>
/// <param name="Question">What its author has to answer with yes first, since results change otherwise; absent where they stay as they are.</param>
public sealed record AdvisedCode(string Change, string? Precondition, Finding Finding, string? Question = null);
