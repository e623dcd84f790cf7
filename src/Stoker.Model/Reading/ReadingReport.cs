using Stoker.Model.Units;

namespace Stoker.Model.Reading;

/// <summary>What was read to build the model, and what could not be read.</summary>
public sealed record ReadingReport
{
    /// <summary>Files in the order in which they were read.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Bytes as stored, before decompression.</summary>
    public required long InputBytes { get; init; }

    /// <summary>Bytes of event log text.</summary>
    public required long PlainBytes { get; init; }

    /// <summary>Lines.</summary>
    public required long Lines { get; init; }

    /// <summary>Events by name, ordered by name.</summary>
    public required IReadOnlyList<EventCount> Events { get; init; }

    /// <summary>The first issues in the order of the log; see <see cref="IssueCount"/> for how many there were.</summary>
    public required IReadOnlyList<ParseIssue> Issues { get; init; }

    /// <summary>Number of issues in all; lists are cut after the first thousand.</summary>
    public required long IssueCount { get; init; }

    /// <summary>Whether the log was compacted by a History Server, so that its totals are not those of the application.</summary>
    public bool IsCompacted { get; init; }

    /// <summary>Whether the end of the log is missing: it stops in the middle of a line, a block or a stream.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Whether the beginning of the log is missing: work is told of, but no start of the log or of the application.</summary>
    public bool LacksBeginning { get; init; }

    /// <summary>How many applications the log holds by their ids; 1 for a log that begins twice with the same, and for one without a beginning.</summary>
    public int Applications { get; init; } = 1;

    /// <summary>Whether the events of several applications come together, so that no number is that of one of them.</summary>
    public bool AreApplicationsMixed { get; init; }

    /// <summary>Ids (or names) of the log's other applications, which are not in the model, in the order of the log.</summary>
    public IReadOnlyList<string> OtherApplications { get; init; } = [];

    /// <summary>Events that the log tells a second time: starts and ends of tasks, jobs, stages and queries, and registrations of executors. They count once.</summary>
    public long RepeatedEvents { get; init; }

    /// <summary>Starts that stand behind their own end, or behind the start of a later task; 0 in a log that Spark wrote.</summary>
    public long MisplacedEvents { get; init; }

    /// <summary>Times that are ten years or more away from those of the run. They were left out.</summary>
    public long TimesAstray { get; init; }

    /// <summary>The longest time that passed from one event to the next, in the order of the log.</summary>
    public Milliseconds LongestSilence { get; init; }

    /// <summary>The most that time went back from one event to the next, in the order of the log; a busy driver writes some seconds out of order.</summary>
    public Milliseconds LargestStepBack { get; init; }
}
