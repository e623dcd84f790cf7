namespace Stoker.Findings.Remedies;

/// <summary>What a remedy changes. The numbers are permanent.</summary>
public enum RemedyKind
{
    /// <summary>The program.</summary>
    Code = 1,

    /// <summary>A setting.</summary>
    Setting = 2,

    /// <summary>The data: its layout, format or statistics.</summary>
    Data = 3,

    /// <summary>The cluster: number, size or kind of executors.</summary>
    Cluster = 4,
}
