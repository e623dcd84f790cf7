namespace Stoker.Findings.Evidence;

/// <summary>How a value stands to the threshold that it passed. The numbers are permanent.</summary>
public enum Comparison
{
    /// <summary>At or above it.</summary>
    AtLeast = 1,

    /// <summary>At or below it.</summary>
    AtMost = 2,

    /// <summary>Equal to it.</summary>
    Equal = 3,

    /// <summary>Other than it.</summary>
    NotEqual = 4,
}
