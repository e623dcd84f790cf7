namespace Stoker.Findings;

/// <summary>How sure a finding is. The numbers are permanent, and a higher one is surer.</summary>
public enum Confidence
{
    /// <summary>Inferred by absence, by a name or by a pattern.</summary>
    Low = 1,

    /// <summary>The price is estimated, a type is annotated rather than proven, or a second, weaker explanation is possible.</summary>
    Medium = 2,

    /// <summary>Measured or proven, and only one explanation fits.</summary>
    High = 3,
}
