namespace Stoker.Configuration;

/// <summary>A value of a TOML file with its line.</summary>
/// <param name="Line">1-based line.</param>
/// <param name="Value">A <c>string</c>, <c>long</c>, <c>double</c>, <c>bool</c>, <c>DateOnly</c>, a list of entries, a <see cref="TomlSection"/>, or null for a date with a time.</param>
internal sealed record TomlEntry(int Line, object? Value);
