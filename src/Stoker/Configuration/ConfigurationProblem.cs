namespace Stoker.Configuration;

/// <summary>Something wrong in a configuration file.</summary>
/// <param name="Line">1-based line.</param>
/// <param name="What">What is wrong: one sentence.</param>
/// <param name="Remedy">What is permitted, or what was probably meant; absent when the sentence says it.</param>
public sealed record ConfigurationProblem(int Line, string What, string? Remedy);
