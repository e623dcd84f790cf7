namespace Stoker.Diagnoses;

/// <summary>How to diagnose.</summary>
public sealed record DiagnosisOptions
{
    /// <summary>Ids that are switched off.</summary>
    public IReadOnlySet<string> Disabled { get; init; } = new HashSet<string>();

    /// <summary>Thresholds that are not at their default, by id and name: <c>SKEW001</c>, <c>ratio</c>.</summary>
    public IReadOnlyDictionary<(string Id, string Name), double> Thresholds { get; init; } = new Dictionary<(string Id, string Name), double>();
}
