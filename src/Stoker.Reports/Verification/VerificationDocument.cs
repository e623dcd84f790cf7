using System.Text.Json.Serialization;

namespace Stoker.Reports.Verification;

/// <summary>The contract <c>stoker/verification/1</c> (docs/specs/verification-1.md). Additions are free; removals and changed meanings take a new number.</summary>
internal sealed record VerificationDocument
{
    public const string SchemaName = "stoker/verification/1";

    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = SchemaName;

    public required string StokerVersion { get; init; }

    public required string Summary { get; init; }

    public string? BeforeId { get; init; }

    public string? AfterId { get; init; }

    public required long WallBeforeMs { get; init; }

    public required long WallAfterMs { get; init; }

    public required bool HasMiss { get; init; }

    /// <summary>Why nothing is judged; absent when something can be.</summary>
    public string? Refusal { get; init; }

    public required double PaceFactor { get; init; }

    public required bool IsDisturbed { get; init; }

    public RunPredictionDocument? Run { get; init; }

    public string? RunRefusal { get; init; }

    public FollowedAdviceDocument? Advice { get; init; }

    public required IReadOnlyList<VerifiedChangeDocument> Changes { get; init; }

    public required IReadOnlyList<string> NewFindings { get; init; }
}

internal sealed record RunPredictionDocument(string Kind, double PredictedMs, double LowMs, double HighMs, double MeasuredMs, bool IsInside);

internal sealed record FollowedAdviceDocument(
    IReadOnlyList<FollowedSettingDocument> Followed, IReadOnlyList<string> NotFollowed, IReadOnlyList<OtherwiseSettingDocument> Otherwise, IReadOnlyList<string> Others, double? PredictedMs, double? LowMs, double? HighMs, double MeasuredMs, bool IsComparable, bool? IsInside);

internal sealed record OtherwiseSettingDocument(string Key, string Advised, string? To);

internal sealed record FollowedSettingDocument(string Key, string To, IReadOnlyList<string> Findings, double? SavedMs);

internal sealed record VerifiedChangeDocument
{
    public required IReadOnlyList<string> Findings { get; init; }

    public required IReadOnlyList<int> Stages { get; init; }

    public required string Outcome { get; init; }

    public required string JudgedBy { get; init; }

    public required SavingDocument Core { get; init; }

    public SavingDocument? Wall { get; init; }

    /// <summary>How much longer the second run's tasks waited for CPUs, by which its times were divided; absent where they did not.</summary>
    public double? CpuWaitFactor { get; init; }

    /// <summary>Task time of its stages, after over before; absent unless slots waited.</summary>
    public double? TaskTimeFactor { get; init; }
}

internal sealed record SavingDocument(double LowSeconds, double ExpectedSeconds, double HighSeconds, double MeasuredSeconds, double NoiseSeconds, int RunsNeeded);

/// <summary>A line of the history: one prediction and what came of it.</summary>
internal sealed record VerifiedPairDocument
{
    public const string SchemaName = "stoker/verified-pair/1";

    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = SchemaName;

    public required string StokerVersion { get; init; }

    public required string Application { get; init; }

    public string? SparkVersion { get; init; }

    public required string BeforeId { get; init; }

    public required string AfterId { get; init; }

    /// <summary>Ids of the findings, <c>advice:</c> with the settings followed, or <c>run</c> for the whole run.</summary>
    public required string Kind { get; init; }

    /// <summary>What the amounts are: <c>savedCoreSeconds</c>, <c>savedWallSeconds</c>, <c>wallSeconds</c> of the application, <c>spanSeconds</c> of its jobs.</summary>
    public required string Amount { get; init; }

    public required double LowSeconds { get; init; }

    public required double ExpectedSeconds { get; init; }

    public required double HighSeconds { get; init; }

    public required double MeasuredSeconds { get; init; }

    public required double NoiseSeconds { get; init; }

    /// <summary>How hard the question was, in log time, where a simulation made the interval: |ln(measured / predicted)| over it is what the table of intervals is learnt from.</summary>
    public double? Sigma { get; init; }

    /// <summary>Row of that table that the interval was taken from.</summary>
    public string? IntervalRow { get; init; }

    public required string Outcome { get; init; }
}
