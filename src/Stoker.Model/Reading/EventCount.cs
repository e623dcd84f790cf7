namespace Stoker.Model.Reading;

/// <summary>How often an event occurs in the log.</summary>
/// <param name="Name">Name as logged (key <c>Event</c>).</param>
/// <param name="Count">Number of lines.</param>
/// <param name="IsKnown">Whether Stoker reads it; an event that is not known is a vendor's or a newer Spark's and was skipped.</param>
public sealed record EventCount(string Name, long Count, bool IsKnown);
