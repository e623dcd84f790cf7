namespace Stoker.PySpark.Rewriting.Verification;

/// <summary>How one function fared on real Spark.</summary>
public sealed record VerificationOutcome
{
    /// <summary>The function's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its file, as it is shown.</summary>
    public string Path { get; init; } = "";

    /// <summary>1-based line of its definition.</summary>
    public int Line { get; init; }

    /// <summary>Inputs that were tried.</summary>
    public int Rows { get; init; }

    /// <summary>Inputs on which Python raises.</summary>
    public int RaisingRows { get; init; }

    /// <summary>Inputs on which old and new differ.</summary>
    public int Differences { get; init; }

    /// <summary>The shortest input that differs, as Python values.</summary>
    public IReadOnlyList<string> FirstInputs { get; init; } = [];

    /// <summary>What the Python function gives for it.</summary>
    public string? FirstOld { get; init; }

    /// <summary>What the native form gives for it.</summary>
    public string? FirstNew { get; init; }

    /// <summary>What went wrong with the run of this function, or absent.</summary>
    public string? Error { get; init; }

    /// <summary>Whether it was run and no input differed.</summary>
    public bool IsEqual => Rows > 0 && Differences == 0 && Error is null;
}
