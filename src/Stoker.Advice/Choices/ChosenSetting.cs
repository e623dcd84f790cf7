namespace Stoker.Advice.Choices;

/// <summary>A setting of a choice.</summary>
/// <param name="Key">Its key; the Spark of the run has it.</param>
/// <param name="From">Its effective value; absent when unknown.</param>
/// <param name="To">The value to try: another one.</param>
/// <param name="WasSet">Whether somebody had set it, so that the choice argues with them.</param>
public sealed record ChosenSetting(string Key, string? From, string To, bool WasSet);
