using Stoker.Baselines;
using Stoker.PySpark.Linting;

namespace Stoker.Linting;

/// <summary>What to lint.</summary>
public sealed record LintRequest
{
    /// <summary>Files and folders.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>The folder to which shown paths are relative.</summary>
    public required string Root { get; init; }

    /// <summary>What to look for.</summary>
    public LintSettings Settings { get; init; } = new();

    /// <summary>The Python that parses: a name on PATH or a path.</summary>
    public string Interpreter { get; init; } = "python3";

    /// <summary>Findings that were there before and are hidden; absent for none.</summary>
    public Baseline? Baseline { get; init; }
}
