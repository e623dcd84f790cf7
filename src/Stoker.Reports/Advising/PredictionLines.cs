using System.Globalization;
using Stoker.Advising;
using Stoker.Model.Units;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Advising;

/// <summary>What all settings of an advice come to together, in sentences that are the same in every form.</summary>
internal static class PredictionLines
{
    /// <summary>A change of less than this share of the run is none.</summary>
    private const double Nothing = 0.005;

    /// <summary>Settings that say how many cores an application holds.</summary>
    private static readonly string[] Shaping = ["spark.cores.max", "spark.executor.instances"];

    /// <summary>The number, or why there is none.</summary>
    /// <param name="prediction">The prediction.</param>
    /// <param name="arrow">The sign between two values.</param>
    public static string Answer(JointPrediction prediction, string arrow = "->") => prediction switch
    {
        { Refusal: { } refusal } => $"What they save together is not predicted. {refusal.Reason} {refusal.Remedy}",
        { PredictedMs: { } predicted, Interval: { } interval } when Math.Abs(predicted - prediction.MeasuredMs) < Nothing * prediction.MeasuredMs =>
            $"Predicted to take as long as before, {Time(predicted)} ({Between(interval.LowMs, interval.HighMs)} in nine of ten runs){CoreHours(prediction)}.",
        { PredictedMs: { } predicted, Interval: { } interval } =>
            $"Predicted with {(prediction.Settings.Count == 1 ? "it" : "all of them together")}: {Time(prediction.MeasuredMs)} {arrow} {Time(predicted)} ({Between(interval.LowMs, interval.HighMs)} in nine of ten runs; {(prediction.Confidence ?? Simulation.Predictions.Confidence.Low).ToString().ToLowerInvariant()} confidence{(interval.HighMs > prediction.MeasuredMs ? ", it may take longer too" : "")}){CoreHours(prediction)}.",
        _ => "What they save is not predicted: neither the replay nor a price tells what they do to the time.",
    };

    /// <summary>What it does to the bill, where the cluster is another: core-hours that executors are held.</summary>
    private static string CoreHours(JointPrediction prediction) =>
        prediction is { CoreMsBefore: { } before and > 0, CoreMsAfter: { } after } && prediction.Settings.Any(setting => Shaping.Contains(setting.Key)) && Math.Round(100 * ((after / before) - 1)) is var percent && percent != 0
            ? string.Create(CultureInfo.InvariantCulture, $", for {Math.Abs(percent):0} % {(percent > 0 ? "more" : "fewer")} core-hours ({Hours(before)} to {Hours(after)})")
            : "";

    /// <summary>What the number rests on, and what is not in it.</summary>
    public static IEnumerable<string> Basis(JointPrediction prediction)
    {
        if (prediction.PredictedMs is null)
        {
            yield break;
        }

        yield return string.Create(CultureInfo.InvariantCulture, $"The run replayed as it was takes {Time(prediction.ReplayedMs)}; it took {Time(prediction.MeasuredMs)}.");
        if (Keys(prediction, SettingBasis.Replayed) is { Length: > 0 } replayed)
        {
            yield return $"Replayed with {replayed}.";
        }

        foreach (var setting in prediction.Settings.Where(setting => setting.Basis == SettingBasis.Priced || setting.Findings.Count > 0))
        {
            yield return $"For {setting.Key}, what {string.Join(", ", setting.Findings)} cost{(setting.Findings.Count == 1 ? "s" : "")} was taken off the tasks of {(setting.Findings.Count == 1 ? "its" : "their")} stages.";
        }

        foreach (var note in prediction.Notes)
        {
            yield return char.ToUpperInvariant(note[0]) + note[1..] + ".";
        }

        if (Keys(prediction, SettingBasis.NotInNumber) is { Length: > 0 } missing)
        {
            yield return $"Not in this number: {missing}.";
        }
    }

    private static string Keys(JointPrediction prediction, SettingBasis basis) =>
        string.Join(", ", prediction.Settings.Where(setting => setting.Basis == basis).Select(setting => setting.Key));

    private static string Between(double lowMs, double highMs) => Quantity.Between(new Milliseconds((long)Math.Round(lowMs)), new Milliseconds((long)Math.Round(highMs)));

    private static string Hours(double coreMs) => (coreMs / 3_600_000).ToString(coreMs < 36_000_000 ? "0.###" : "0.#", CultureInfo.InvariantCulture);

    private static string Time(double milliseconds) => Quantity.Duration(new Milliseconds((long)Math.Round(milliseconds)));
}
