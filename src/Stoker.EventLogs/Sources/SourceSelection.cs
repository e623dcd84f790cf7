namespace Stoker.EventLogs.Sources;

/// <summary>Which of many logs to take. Without any wish, the one that started last.</summary>
public sealed record SourceSelection
{
    /// <summary>No wish: the newest log.</summary>
    public static SourceSelection Newest { get; } = new();

    /// <summary>Id of the application, as Spark gave it; all its attempts match.</summary>
    public string? AppId { get; init; }

    /// <summary>Id of the attempt, for applications that were tried several times.</summary>
    public string? AttemptId { get; init; }

    /// <summary>Application name, with * and ? as wildcards; case does not count.</summary>
    public string? NameGlob { get; init; }

    /// <summary>Started at this moment or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Started before this moment.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Take this many, those that started last; 1 unless said otherwise.</summary>
    public int Last { get; init; } = 1;

    /// <summary>Take all that match, whatever <see cref="Last"/> says.</summary>
    public bool All { get; init; }

    /// <summary>Another run of the same job is wanted: applications with the name of this one and another id go first, the newest of them before the others. Absent for no such wish.</summary>
    public LogHeader? Beside { get; init; }

    /// <summary>Take only applications of one name, that of the first: two of them are two runs of a job. Of two in all, both are taken, since a job may be renamed.</summary>
    public bool OneJob { get; init; }

    /// <summary>True when a log has to be looked into to know whether it matches.</summary>
    internal bool LooksInside => AppId is not null || AttemptId is not null || NameGlob is not null || Since is not null || Until is not null;
}
