namespace Stoker.EventLogs.Sources;

/// <summary>The files that make up one log.</summary>
/// <param name="Location">Where it is, as the user would recognize it.</param>
/// <param name="Parts">Its files in order; at least one.</param>
internal sealed record StoredLog(string Location, IReadOnlyList<LogPart> Parts)
{
    /// <summary>Stored bytes of all files; absent where unknown.</summary>
    public long? StoredBytes => Parts.Any(part => part.File.StoredBytes is null) ? null : Parts.Sum(part => part.File.StoredBytes);
}
