namespace Stoker.Configuration;

/// <summary>What a configuration file says. Absent parts are at their defaults.</summary>
public sealed record StokerConfiguration
{
    /// <summary>The configuration of a run without a file.</summary>
    public static StokerConfiguration None { get; } = new();

    /// <summary>Full path of the file; absent when there is none.</summary>
    public string? File { get; init; }

    /// <summary><c>[diagnose]</c>.</summary>
    public DiagnoseConfiguration Diagnose { get; init; } = new();

    /// <summary><c>[cost]</c>; absent when the file does not price anything.</summary>
    public CostConfiguration? Cost { get; init; }

    /// <summary><c>[lint]</c>.</summary>
    public LintConfiguration Lint { get; init; } = new();
}
