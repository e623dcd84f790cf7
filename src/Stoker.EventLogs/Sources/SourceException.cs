namespace Stoker.EventLogs.Sources;

/// <summary>A source that cannot be read: what could not be read, why, and what the user can do. The message is the three of them.</summary>
/// <param name="kind">What kind of trouble it is.</param>
/// <param name="what">What cannot be read, as the user named it.</param>
/// <param name="why">The reason; a sentence without its full stop.</param>
/// <param name="remedy">What to do; a sentence without its full stop.</param>
/// <param name="innerException">What the system said.</param>
public sealed class SourceException(SourceErrorKind kind, string what, string why, string remedy, Exception? innerException = null)
    : Exception($"{what}: {why}. {remedy}.", innerException)
{
    /// <summary>What kind of trouble it is.</summary>
    public SourceErrorKind Kind { get; } = kind;

    /// <summary>What cannot be read, as the user named it.</summary>
    public string What { get; } = what;

    /// <summary>The reason; a sentence without its full stop.</summary>
    public string Why { get; } = why;

    /// <summary>What to do; a sentence without its full stop.</summary>
    public string Remedy { get; } = remedy;
}
