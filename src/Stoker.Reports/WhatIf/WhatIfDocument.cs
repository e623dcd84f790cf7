using System.Text.Json.Serialization;

namespace Stoker.Reports.WhatIf;

/// <summary>The contract <c>stoker/whatif/1</c> (docs/specs/whatif-1.schema.json). Additions are free; removals and changed meanings take a new number.</summary>
internal sealed record WhatIfDocument
{
    public const string SchemaName = "stoker/whatif/1";

    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = SchemaName;

    public required string StokerVersion { get; init; }

    public required string Source { get; init; }

    public string? ApplicationId { get; init; }

    public required string ApplicationName { get; init; }

    public required ShapeDocument Shape { get; init; }

    public required long SpanMs { get; init; }

    public required long DriverOnlyMs { get; init; }

    public required long OutsideMs { get; init; }

    public required SelfReplayDocument SelfReplay { get; init; }

    public required bool IsOneMachine { get; init; }

    public double? SharedCpus { get; init; }

    public RefusalDocument? Refusal { get; init; }

    public string? Currency { get; init; }

    public required double CoreHourPrice { get; init; }

    public required double GibHourPrice { get; init; }

    public IReadOnlyDictionary<string, string>? Settings { get; init; }

    public IReadOnlyList<string>? Without { get; init; }

    public IReadOnlyList<CuredDocument>? Cured { get; init; }

    public long? DeadlineMs { get; init; }

    public required IReadOnlyList<PredictedRunDocument> Runs { get; init; }

    public ShapeDocument? FastEnough { get; init; }

    public ShapeDocument? BestValue { get; init; }

    public ShapeDocument? CheapestInTime { get; init; }

    public IReadOnlyList<PredictedRunDocument>? Others { get; init; }

    public ShapeDocument? CheapestOfOthers { get; init; }

    public required IReadOnlyList<RefusedShapeDocument> RefusedShapes { get; init; }

    public required IReadOnlyList<string> Basis { get; init; }
}

internal sealed record CuredDocument(string Finding, string Place);

internal sealed record ShapeDocument(int Executors, int CoresPerExecutor, int Slots);

internal sealed record SelfReplayDocument(long MeasuredMs, long ReplayedMs, double Error);

internal sealed record RefusalDocument(string Reason, string Remedy);

internal sealed record RefusedShapeDocument(ShapeDocument Shape, string Reason, string Remedy);

internal sealed record IntervalDocument(long LowMs, long HighMs);

internal sealed record BaselinesDocument(long ConstantMs, long InverseMs, long AmdahlMs, long PlainReplayMs);

internal sealed record PredictedRunDocument
{
    public required ShapeDocument Shape { get; init; }

    public required bool IsMeasured { get; init; }

    public required long SpanMs { get; init; }

    public required IntervalDocument Interval { get; init; }

    public required IntervalDocument ApplicationInterval { get; init; }

    public required long ApplicationMs { get; init; }

    public required long FloorMs { get; init; }

    public required long HeldCoreMs { get; init; }

    public long? ExecutorMs { get; init; }

    public int? MostExecutors { get; init; }

    public required double Utilization { get; init; }

    public required double Cost { get; init; }

    public required string LimitedBy { get; init; }

    public required string Confidence { get; init; }

    public IReadOnlyList<string>? MemoryRisks { get; init; }

    public required BaselinesDocument Baselines { get; init; }
}

/// <summary>Source-generated JSON of <c>stoker/whatif/1</c>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(WhatIfDocument))]
internal sealed partial class WhatIfJsonContext : JsonSerializerContext;
