namespace Stoker.Advice.Verification;

/// <summary>
/// The advice on the first run as far as the second one followed it, predicted against measured. Several settings are measured together: one pair of
/// runs cannot tell their savings apart. Times are wall times of the application in ms.
/// </summary>
public sealed record FollowedAdvice
{
    /// <summary>Settings of the advice that the second run has, by key.</summary>
    public required IReadOnlyList<FollowedSetting> Followed { get; init; }

    /// <summary>Settings of the advice that it has as the first run had them.</summary>
    public required IReadOnlyList<string> NotFollowed { get; init; }

    /// <summary>Settings of the advice that it has otherwise than the first run and than advised.</summary>
    public IReadOnlyList<OtherwiseSetting> Otherwise { get; init; } = [];

    /// <summary>Settings that touch the time, differ between the runs, and were not advised.</summary>
    public required IReadOnlyList<string> Others { get; init; }

    /// <summary>Predicted wall time with all that were followed; absent where nothing tells.</summary>
    public double? PredictedMs { get; init; }

    /// <summary>Lower end of its interval.</summary>
    public double? LowMs { get; init; }

    /// <summary>Upper end of its interval.</summary>
    public double? HighMs { get; init; }

    /// <summary>How hard the question was, in log time; absent likewise.</summary>
    public double? Sigma { get; init; }

    /// <summary>Row of the table of intervals that it was taken from; absent likewise.</summary>
    public string? IntervalRow { get; init; }

    /// <summary>Wall time of the first run.</summary>
    public required double BeforeMs { get; init; }

    /// <summary>Wall time of the second run.</summary>
    public required double MeasuredMs { get; init; }

    /// <summary>Whether tasks of one run waited much longer for CPUs than those of the other, which other programs decide.</summary>
    public bool WaitedForCpus { get; init; }

    /// <summary>Whether one of the runs took much longer to its first job, so that their wall times differ by that too.</summary>
    public bool StartedOtherwise { get; init; }

    /// <summary>Whether the second run did the same otherwise, so that the prediction was for it: same input, no other setting, no other cluster, no other start.</summary>
    public required bool IsComparable { get; init; }

    /// <summary>Whether the measured time lies in the interval; absent where nothing was predicted, or for another run.</summary>
    public bool? IsInside => IsComparable && LowMs is { } low && HighMs is { } high ? RunPrediction.Holds(low, high, MeasuredMs) : null;
}
