using Stoker.Simulation.Predictions;

namespace Stoker.Advising;

/// <summary>
/// The run with all settings of an advice at once, as one replay: savings that overlap count once. Times are wall times of the application in ms,
/// its start-up and shutdown as they were.
/// </summary>
public sealed record JointPrediction
{
    /// <summary>Wall time that the log measured.</summary>
    public required double MeasuredMs { get; init; }

    /// <summary>The run replayed as it was: the error of the method on this log.</summary>
    public required double ReplayedMs { get; init; }

    /// <summary>Wall time with all settings; absent when it is refused, or when no setting is in the number.</summary>
    public double? PredictedMs { get; init; }

    /// <summary>Where nine of ten runs end; absent with the prediction.</summary>
    public PredictionInterval? Interval { get; init; }

    /// <summary>Core time for which the cluster was held, in ms: executors and driver, 8 GiB of memory as a core, as <c>whatif</c> counts cost; absent with the prediction.</summary>
    public double? CoreMsBefore { get; init; }

    /// <summary>The same with all settings.</summary>
    public double? CoreMsAfter { get; init; }

    /// <summary>How hard the question was, in log time; absent with the prediction.</summary>
    public double? Sigma { get; init; }

    /// <summary>Row of the table of intervals that the interval was taken from; absent with the prediction.</summary>
    public string? IntervalRow { get; init; }

    /// <summary>How far to trust it.</summary>
    public Confidence? Confidence { get; init; }

    /// <summary>How each setting is in the number, in the order of the advice.</summary>
    public IReadOnlyList<ValuedSetting> Settings { get; init; } = [];

    /// <summary>What else was taken to change, and what could not be known.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Why nothing is predicted; absent when something is.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>Settings that are in the number.</summary>
    public int CountedSettings => Settings.Count(setting => setting.Basis != SettingBasis.NotInNumber);
}
