using Stoker.PySpark.Rewriting.Evaluation;
using Stoker.PySpark.Rewriting.Finding;

namespace Stoker.Rewriting;

/// <summary>What to rewrite, and how.</summary>
public sealed record RewriteRequest
{
    /// <summary>Files and folders.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>The folder to which shown paths are relative.</summary>
    public required string Root { get; init; }

    /// <summary>Globs of what to leave out.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>The Python that parses, and that runs Spark when verifying.</summary>
    public string Interpreter { get; init; } = "python3";

    /// <summary>The Spark whose answers count; absent means that of the interpreter, else the newest known.</summary>
    public Target? Target { get; init; }

    /// <summary>The pandas of the workers; absent means that of the interpreter.</summary>
    public Version? Pandas { get; init; }

    /// <summary>Column types stated for what the source reads without a schema.</summary>
    public DeclaredSchemas? Schemas { get; init; }

    /// <summary>Whether to run old and new side by side on real Spark.</summary>
    public bool Verify { get; init; }

    /// <summary>Rows for each function.</summary>
    public int Rows { get; init; } = 10_000;

    /// <summary>Seed of the random inputs.</summary>
    public int Seed { get; init; } = 1;
}
