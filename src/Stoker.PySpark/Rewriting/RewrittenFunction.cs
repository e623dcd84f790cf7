using Stoker.PySpark.Rewriting.Evaluation;

namespace Stoker.PySpark.Rewriting;

/// <summary>A UDF that was found, and what became of it.</summary>
public sealed record RewrittenFunction
{
    /// <summary>The name in the source; <c>lambda</c> where it has none.</summary>
    public required string Name { get; init; }

    /// <summary>The file, as it is shown.</summary>
    public required string Path { get; init; }

    /// <summary>1-based line of its definition.</summary>
    public required int Line { get; init; }

    /// <summary>What became of it.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Why it was refused.</summary>
    public ReasonCode? Reason { get; init; }

    /// <summary>The reason in words.</summary>
    public string? Explanation { get; init; }

    /// <summary>1-based line of what cannot be rewritten.</summary>
    public int? ReasonLine { get; init; }

    /// <summary>The types of the arguments for which it was rewritten, one list for each native form.</summary>
    public IReadOnlyList<IReadOnlyList<string>> ArgumentTypes { get; init; } = [];

    /// <summary>The declared type.</summary>
    public string? ReturnType { get; init; }

    /// <summary>The native forms as Spark SQL over the parameter names, beside <see cref="ArgumentTypes"/>.</summary>
    public IReadOnlyList<string> Sql { get; init; } = [];

    /// <summary>Whether columns of other types still go to the Python function, chosen when the query is planned.</summary>
    public bool KeepsPython { get; init; }

    /// <summary>What the reader should know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What the verification needs to run old and new side by side.</summary>
    public VerificationCase? Case { get; init; }
}
