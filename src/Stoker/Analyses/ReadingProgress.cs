namespace Stoker.Analyses;

/// <summary>How far reading has come.</summary>
/// <param name="Location">The log that is read.</param>
/// <param name="ReadBytes">Stored bytes read so far.</param>
/// <param name="TotalBytes">Stored bytes in all; absent where unknown.</param>
public readonly record struct ReadingProgress(string Location, long ReadBytes, long? TotalBytes);
