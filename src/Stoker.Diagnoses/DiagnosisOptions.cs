using Stoker.Diagnoses.Sources;

namespace Stoker.Diagnoses;

/// <summary>How to diagnose.</summary>
public sealed record DiagnosisOptions
{
    /// <summary>Ids that are switched off.</summary>
    public IReadOnlySet<string> Disabled { get; init; } = new HashSet<string>();

    /// <summary>Thresholds that are not at their default, by id and name: <c>SKEW001</c>, <c>ratio</c>.</summary>
    public IReadOnlyDictionary<(string Id, string Name), double> Thresholds { get; init; } = new Dictionary<(string Id, string Name), double>();

    /// <summary>The source of the program; absent when nobody has it. It must answer the same for the same call.</summary>
    public IProgramSource? Program { get; init; }
}
