using System.Text.Json.Serialization;

namespace Stoker.Reports.Advising;

/// <summary>The contract <c>stoker/advice/1</c> (docs/specs/advice-1.schema.json). Additions are free; removals and changed meanings take a new number.</summary>
internal sealed record AdviceDocument
{
    public const string SchemaName = "stoker/advice/1";

    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = SchemaName;

    public required string StokerVersion { get; init; }

    public required ApplicationPart Application { get; init; }

    /// <summary>Settings that are safe to change together, by key.</summary>
    public required IReadOnlyList<SettingPart> Settings { get; init; }

    /// <summary>Settings that a person has to decide, by key.</summary>
    public required IReadOnlyList<DeclinedPart> Declined { get; init; }

    /// <summary>Changes of program, data and cluster, the dearest first.</summary>
    public required IReadOnlyList<CodePart> Changes { get; init; }

    /// <summary>Settings that let the next run tell more.</summary>
    public required IReadOnlyList<string> Observations { get; init; }

    /// <summary>The run with all settings together; absent when there are none.</summary>
    public PredictionPart? Prediction { get; init; }

    public SizingPart? ExecutorMemory { get; init; }

    /// <summary>Choices of cluster and encoding, by subject: those to decide, and those that stay.</summary>
    public required IReadOnlyList<ChoicePart> Choices { get; init; }

    internal sealed record ChoicePart
    {
        public required string Subject { get; init; }

        public required string Verdict { get; init; }

        public required string Reason { get; init; }

        public string? Precondition { get; init; }

        public required IReadOnlyList<ChosenPart> Settings { get; init; }

        public int? Executors { get; init; }

        public int? CoresPerExecutor { get; init; }

        public required IReadOnlyList<ChoiceEvidencePart> Evidence { get; init; }

        public double? PredictedWallMs { get; init; }

        public double? LowWallMs { get; init; }

        public double? HighWallMs { get; init; }

        public double? MeasuredWallMs { get; init; }

        public double? CoreMsBefore { get; init; }

        public double? CoreMsAfter { get; init; }

        public double? SavedWallMs { get; init; }

        public double? LowSavedWallMs { get; init; }

        public double? HighSavedWallMs { get; init; }

        public string? NoSaving { get; init; }
    }

    internal sealed record ChosenPart(string Key, string? From, string To, bool WasSet);

    internal sealed record ChoiceEvidencePart(string Name, string Unit, double? Number, string? Text);

    internal sealed record ApplicationPart(string? Id, string Name, string? SparkVersion, string ClusterManager, long? WallMs);

    internal sealed record SettingPart(
        string Key, string? From, string To, string Reason, bool WasSet, bool IsSetByProgram, string? Precondition, IReadOnlyList<string> Findings, double? CoreMs, double? WallMs);

    internal sealed record PredictionPart(
        double MeasuredWallMs, double ReplayedWallMs, double? PredictedWallMs, double? LowWallMs, double? HighWallMs, string? Confidence,
        IReadOnlyList<ValuedPart> Settings, IReadOnlyList<string> Notes, RefusalPart? Refused, double? CoreMsBefore, double? CoreMsAfter);

    internal sealed record ValuedPart(string Key, string Basis, IReadOnlyList<string> Findings);

    internal sealed record RefusalPart(string Reason, string Remedy);

    internal sealed record DeclinedPart(string Key, string? From, string? To, string Reason, IReadOnlyList<string> Findings, double? CoreMs, double? WallMs);

    internal sealed record CodePart(string Change, string? Question, string? Precondition, string Finding, string Place, string Severity, double? CoreMs, double? WallMs);

    internal sealed record SizingPart(
        int MeasuredExecutors, long HeapBytes, long? OverheadBytes, long? PeakHeapBytes, long? PeakUnifiedBytes, long? PeakStorageBytes, long? PeakOffHeapBytes, long? PeakPythonBytes, long? SmallerHeapBytes, long? OverheadNeedBytes,
        long? PeakDirectBytes, long? PeakBesideHeapBytes);
}
