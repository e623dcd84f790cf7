namespace Stoker.Diagnoses;

/// <summary>A named threshold with its default. Where each comes from stands beside its definition.</summary>
/// <param name="Name">Name within a rule, as a configuration file sets it.</param>
/// <param name="Default">Value when nothing is configured.</param>
internal sealed record Limit(string Name, double Default);
