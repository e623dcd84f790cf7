using Stoker.PySpark.Rewriting.Native;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <summary>How a function ends, by condition.</summary>
internal abstract record Outcome
{
    /// <summary>It returns a value.</summary>
    internal sealed record Returned(Value Value) : Outcome;

    /// <summary>It raises an exception.</summary>
    internal sealed record Raised(string Exception) : Outcome;

    /// <summary>It depends.</summary>
    internal sealed record Branch(Node Condition, Outcome Then, Outcome Otherwise) : Outcome;
}
