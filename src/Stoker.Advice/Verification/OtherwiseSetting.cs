namespace Stoker.Advice.Verification;

/// <summary>A setting of an advice that the second run has with a value of its own.</summary>
/// <param name="Key">The setting.</param>
/// <param name="Advised">The value that was advised.</param>
/// <param name="To">The value of the second run; absent where it is not set there and has no default that is known.</param>
public sealed record OtherwiseSetting(string Key, string Advised, string? To);
