using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <summary>Unwinds the evaluation of a function that cannot be rewritten. It never leaves the <c>Rewriting</c> namespace.</summary>
internal sealed class Refusal(ReasonCode code, string reason, PythonNode? at) : Exception(reason)
{
    public ReasonCode Code { get; } = code;

    public PythonNode? At { get; internal set; } = at;
}
