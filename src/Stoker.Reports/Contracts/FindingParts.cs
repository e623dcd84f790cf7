namespace Stoker.Reports.Contracts;

internal sealed record FindingDocument
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string Severity { get; init; }

    /// <summary>Why it is graded lower than its share of the run alone would be; absent when it is not.</summary>
    public string? SeverityReason { get; init; }

    public required string Confidence { get; init; }

    /// <summary>Why the confidence is not high; absent when it is.</summary>
    public string? Doubt { get; init; }

    public required string Place { get; init; }

    public required IReadOnlyList<string> RelatedPlaces { get; init; }

    /// <summary>Slot time saved by the remedy, expected; absent when there is no price or the cause has it.</summary>
    public double? CoreMs { get; init; }

    /// <summary>The least and the most that <see cref="CoreMs"/> may be.</summary>
    public double? CoreLowMs { get; init; }

    /// <inheritdoc cref="CoreLowMs"/>
    public double? CoreHighMs { get; init; }

    /// <summary>Wall time saved, expected; absent likewise.</summary>
    public double? WallMs { get; init; }

    /// <summary>The least and the most that <see cref="WallMs"/> may be.</summary>
    public double? WallLowMs { get; init; }

    /// <inheritdoc cref="WallLowMs"/>
    public double? WallHighMs { get; init; }

    /// <summary>What the amounts rest on: <c>measured</c>, <c>bounded</c> or <c>estimated</c>.</summary>
    public string? Basis { get; init; }

    public string? CausedBy { get; init; }

    public required IReadOnlyList<string> Consequences { get; init; }

    /// <summary>Ids of findings that this one setting would remove.</summary>
    public required IReadOnlyList<string> Groups { get; init; }

    public required IReadOnlyList<EvidenceDocument> Evidence { get; init; }

    public required IReadOnlyList<RemedyDocument> Remedies { get; init; }

    public required string Page { get; init; }

    /// <summary>By which it is recognized in another run of the same job.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The lines of the program behind it; absent unless source was given and joined.</summary>
    public CodeDocument? Code { get; init; }
}

internal sealed record CodeDocument
{
    /// <summary>How the lines were found; with <c>ambiguous</c> they are the candidates.</summary>
    public required string Basis { get; init; }

    public required IReadOnlyList<CallDocument> Calls { get; init; }

    /// <summary>What lint finds on the source that these calls run.</summary>
    public required IReadOnlyList<LintReferenceDocument> Lint { get; init; }
}

internal sealed record CallDocument
{
    public required string File { get; init; }

    public required int Line { get; init; }

    public required string Method { get; init; }

    public string? Symbol { get; init; }
}

internal sealed record LintReferenceDocument
{
    public required string Id { get; init; }

    public required string File { get; init; }

    public required int Line { get; init; }

    public required string Message { get; init; }
}

internal sealed record AcceptedFindingDocument
{
    public required string Id { get; init; }

    public required string Place { get; init; }

    public required string Fingerprint { get; init; }

    /// <summary>Last day, as in <c>2027-03-01</c>; absent when it never ends.</summary>
    public string? Until { get; init; }

    public string? Reason { get; init; }
}

internal sealed record NotCheckedDocument
{
    public required string Id { get; init; }

    public required string Place { get; init; }

    public required string Reason { get; init; }

    /// <summary>The setting that would make the check possible; absent when none would.</summary>
    public string? EnabledBy { get; init; }

    /// <summary>What exactly stood in the way; absent where the reason says it.</summary>
    public string? Detail { get; init; }
}

internal sealed record EvidenceDocument
{
    public required string Name { get; init; }

    public required string Unit { get; init; }

    public double? Number { get; init; }

    public string? Text { get; init; }

    public string? Row { get; init; }
}

internal sealed record RemedyDocument
{
    public required string Kind { get; init; }

    public required string Change { get; init; }

    public string? Precondition { get; init; }

    /// <summary>What its author has to answer with yes first; with no, results change.</summary>
    public string? Question { get; init; }

    public string? Risk { get; init; }

    public string? SettingKey { get; init; }

    public string? SettingValue { get; init; }

    /// <summary>What the setting is now, its default included; absent when it is not set and has no default.</summary>
    public string? SettingNow { get; init; }
}
