using Stoker.Advice.Verification;
using Stoker.Model.Units;
using Stoker.Reports.Quantities;
using static Stoker.Reports.Verification.VerificationWords;

namespace Stoker.Reports.Verification;

/// <summary>What reports say of a whole run that was predicted. A time that lies inside says little where that of the first run does so too, and both differ by no more than two runs do.</summary>
internal static class PredictedRunWords
{
    public static string Of(RunPrediction run, Milliseconds noiseBand)
    {
        var side = run.IsInside ? "inside" : run.MeasuredMs < run.LowMs ? "below" : "above";
        var before = run.BeforeMs is { } first ? $" (before: {Seconds(first)})" : "";
        return $"From its first job to its last the second run took {Seconds(run.MeasuredMs)}{before}, which lies {side} the predicted {Seconds(run.LowMs)} to {Seconds(run.HighMs)}"
            + $"{(run.IsInside && IsOpen(run.BeforeMs, run.MeasuredMs, run.LowMs, run.HighMs, noiseBand) ? Untold(noiseBand) : "")}.";
    }

    public static string Of(FollowedAdvice advice, Milliseconds noiseBand)
    {
        var settings = advice.Followed.Count == 1 ? advice.Followed[0].Key : $"{Quantity.Count(advice.Followed.Count, "advised setting")}";
        var (low, high) = (advice.LowMs ?? 0, advice.HighMs ?? 0);
        var predicted = $"With {settings}, a run of {Seconds(advice.PredictedMs ?? 0)} was predicted ({Seconds(low)} to {Seconds(high)}); it took {Seconds(advice.MeasuredMs)} (before: {Seconds(advice.BeforeMs)})";
        return advice.IsInside switch
        {
            true => $"{predicted}, as predicted{(IsOpen(advice.BeforeMs, advice.MeasuredMs, low, high, noiseBand) ? Untold(noiseBand) : "")}.",
            false => $"{predicted}, {(advice.MeasuredMs < advice.LowMs ? "less" : "more")} than predicted.",
            _ => $"{predicted}, {NotComparable(advice)}.",
        };
    }

    private static string NotComparable(FollowedAdvice advice) => advice switch
    {
        { Others.Count: > 0 } => "with other changes beside the advice",
        { Otherwise.Count: > 0 } => "with part of the advice set to another value",
        { StartedOtherwise: true } => "with another start of the JVM, which no change explains",
        { WaitedForCpus: true } => "while other programs had the CPUs in one of the runs",
        _ => "with other changes beside the advice",
    };

    private static bool IsOpen(double? before, double measured, double low, double high, Milliseconds noiseBand) => before is { } first && low <= first && first <= high && Math.Abs(first - measured) <= noiseBand.Value;

    private static string Untold(Milliseconds noiseBand) => $"; so does the first run's, and two runs differ by up to {Quantity.Duration(noiseBand)}: whether the change saved anything cannot be told";

    private static string Seconds(double milliseconds) => Duration(milliseconds / 1000);
}
