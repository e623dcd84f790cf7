using System.Text.Json.Serialization;

namespace Stoker.Reports.Comparison;

/// <summary>The contract <c>stoker/comparison/1</c> (docs/specs/comparison-1.md). Additions are free; removals and changed meanings take a new number.</summary>
internal sealed record ComparisonDocument
{
    public const string SchemaName = "stoker/comparison/1";

    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = SchemaName;

    public required string StokerVersion { get; init; }

    public required string Summary { get; init; }

    public required string Verdict { get; init; }

    public required ComparedRunDocument Before { get; init; }

    public required ComparedRunDocument After { get; init; }

    public required long WallDifferenceMs { get; init; }

    public required long CoreDifferenceMs { get; init; }

    /// <summary>Wall times that differ by no more are no real difference.</summary>
    public required long NoiseBandMs { get; init; }

    /// <summary>Standard deviation of one run as a share of its wall time that the band rests on.</summary>
    public required double Noise { get; init; }

    public required double MatchedShare { get; init; }

    /// <summary>Whether they are runs of one job, and by what that is told.</summary>
    public required LikenessDocument Likeness { get; init; }

    public required IReadOnlyList<CauseDocument> Causes { get; init; }

    /// <summary>What the runs differ in beside their wall time, as far as it is worth a sentence.</summary>
    public required IReadOnlyList<QuantityDocument> Contrasts { get; init; }

    public required IReadOnlyList<StageDifferenceDocument> Stages { get; init; }

    public required IReadOnlyList<SettingDifferenceDocument> Settings { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }
}

/// <summary>Shares from 0 to 1; absent where a run has nothing to compare.</summary>
internal sealed record LikenessDocument(
    bool AreDifferentJobs, bool MayBeDifferentJobs, int Balance, double? Name, double? Tables, double? Columns, double? Written, double? Numbers, double? Constants, double? SourceRows, bool? Files, int? SiteDistance, double Work, double SameWork);

internal sealed record ComparedRunDocument
{
    public required string Source { get; init; }

    public string? Id { get; init; }

    public required string Name { get; init; }

    public string? SparkVersion { get; init; }

    public required string StartTime { get; init; }

    public required bool IsComplete { get; init; }

    public required long WallMs { get; init; }

    public required long CoreMs { get; init; }

    public required long TaskMs { get; init; }
}

internal sealed record CauseDocument
{
    public required string Cause { get; init; }

    public required long WallMs { get; init; }

    public required long CoreMs { get; init; }

    /// <summary>Of the difference of wall time; absent when there is none.</summary>
    public double? WallShare { get; init; }

    /// <summary>Of the difference of core time; absent when there is none.</summary>
    public double? CoreShare { get; init; }

    public required IReadOnlyList<QuantityDocument> Evidence { get; init; }

    public int? StageBefore { get; init; }

    public int? StageAfter { get; init; }

    public IReadOnlyList<string>? OperatorsBefore { get; init; }

    public IReadOnlyList<string>? OperatorsAfter { get; init; }

    public IReadOnlyList<string>? Hosts { get; init; }

    public IReadOnlyList<string>? Settings { get; init; }
}

internal sealed record QuantityDocument(string Name, double Before, double After);

internal sealed record StageDifferenceDocument
{
    public int? Before { get; init; }

    public int? After { get; init; }

    public required string Work { get; init; }

    public required string Unit { get; init; }

    public required bool IsSame { get; init; }

    public required long PathBeforeMs { get; init; }

    public required long PathAfterMs { get; init; }

    public required long TaskBeforeMs { get; init; }

    public required long TaskAfterMs { get; init; }

    public required string MainCause { get; init; }
}

internal sealed record SettingDifferenceDocument
{
    public required string Key { get; init; }

    public string? Before { get; init; }

    public string? After { get; init; }
}
