using Stoker.Diagnoses;

namespace Stoker.Configuration;

/// <summary><c>[diagnose]</c>: rules that are off, thresholds, what the team lives with.</summary>
public sealed record DiagnoseConfiguration
{
    /// <summary>Rules that are off and thresholds that differ.</summary>
    public DiagnosisOptions Options { get; init; } = new();

    /// <summary>Severity from which a run fails, or <c>never</c>, as the command line spells it; absent for the default.</summary>
    public string? FailOn { get; init; }

    /// <summary>Findings that are accepted, in the order of the file.</summary>
    public IReadOnlyList<Acceptance> Accepted { get; init; } = [];
}
