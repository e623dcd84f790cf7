namespace Stoker.Model.Reading;

/// <summary>What kind of trouble a <see cref="ParseIssue"/> reports. Numbers are permanent.</summary>
public enum ParseIssueKind
{
    /// <summary>A line is not JSON; it was skipped.</summary>
    MalformedLine = 1,

    /// <summary>An event lacks a key that it cannot do without; it was skipped.</summary>
    IncompleteEvent = 2,

    /// <summary>The file ends in the middle of a line.</summary>
    TruncatedLine = 3,

    /// <summary>The compressed stream ends early; what could be decoded was used.</summary>
    TruncatedStream = 4,

    /// <summary>A compressed block or frame is damaged; reading went on at the next one that could be found.</summary>
    DamagedBlock = 5,

    /// <summary>A line is longer than the limit; it was skipped.</summary>
    LineTooLong = 6,

    /// <summary>An empty line in the middle of the log.</summary>
    EmptyLine = 7,

    /// <summary>Files are missing from a rolling log, or do not follow each other.</summary>
    MissingFile = 8,

    /// <summary>Events that cannot be: a task end of an unknown stage, a second application, negative times.</summary>
    ImpossibleEvent = 9,

    /// <summary>The log was compacted by a History Server: its history is incomplete by design.</summary>
    CompactedLog = 10,

    /// <summary>The same log, or the same file of it, is there twice; one was used.</summary>
    DuplicateLog = 11,

    /// <summary>A value of an event that cannot be true, such as a run time of centuries; the event counts, the value was left out.</summary>
    ImpossibleValue = 12,

    /// <summary>An event that was there before; the second one was left out. The first one of them is listed, all are counted.</summary>
    RepeatedEvent = 13,

    /// <summary>A start behind its end, or behind the start of a later task. The first one of them is listed, all are counted.</summary>
    MisplacedEvent = 14,

    /// <summary>The application starts a second time: the log was joined with a copy of itself, or of a part of it. What is there twice counts once.</summary>
    RepeatedLog = 15,
}
