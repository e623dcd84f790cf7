namespace Stoker.Findings.Evidence;

/// <summary>The limit that a value passed.</summary>
/// <param name="Name">The name that a configuration file may set, such as <c>ratio</c>.</param>
/// <param name="Comparison">How the value stands to it.</param>
/// <param name="Value">The limit, in the unit of the value.</param>
public sealed record Threshold(string Name, Comparison Comparison, double Value);
