using System.Globalization;
using Stoker.Advice.Choices;
using Stoker.Advising;
using Stoker.Findings.Pricing;
using Stoker.Model.Units;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Advising;

/// <summary>The choices of an advice in sentences, the same in every form.</summary>
public static class ChoiceLines
{
    internal const string DecideTitle = "Cluster and encoding, for a person to decide";

    internal const string KeepTitle = "Looked at, and left as it is";

    /// <summary>What a person has to decide, one line each: the change, what it would bring, what must hold.</summary>
    internal static IEnumerable<string> Decide(ApplicationAdvice advice) =>
        advice.Choices.Where(valued => valued.Choice.Verdict == ChoiceVerdict.Decide).Select(valued => $"{NameOf(valued.Choice)}: {string.Join(' ', SentencesOf(valued))}");

    /// <summary>What stays as it is, and why.</summary>
    internal static IEnumerable<string> Keep(ApplicationAdvice advice) =>
        advice.Choices.Where(valued => valued.Choice.Verdict == ChoiceVerdict.Keep).Select(valued => $"{NameOf(valued.Choice)}: {valued.Choice.Reason}");

    /// <summary>Settings that a person has to decide, as lines for a comment: why and when, then each setting.</summary>
    public static IEnumerable<string> Comments(ApplicationAdvice advice)
    {
        ArgumentNullException.ThrowIfNull(advice);
        foreach (var valued in advice.Choices.Where(valued => valued.Choice is { Verdict: ChoiceVerdict.Decide, Settings.Count: > 0 }))
        {
            yield return $"To decide, {NameOf(valued.Choice)}: {string.Join(' ', SentencesOf(valued, withSettings: false))}";
            foreach (var setting in valued.Choice.Settings)
            {
                yield return $"  {setting.Key} {setting.To}";
            }
        }
    }

    internal static string NameOf(Choice choice) => choice.Subject switch
    {
        ChoiceSubject.Executors => "executors",
        ChoiceSubject.ExecutorShape => "shape of an executor",
        ChoiceSubject.DynamicAllocation => "dynamic allocation",
        ChoiceSubject.Overhead => "memory beside the heap",
        ChoiceSubject.DeployMode => "deploy mode",
        ChoiceSubject.Serializer => "serializer",
        _ => "shuffle codec",
    };

    /// <summary>What the choice would bring, or why that is not known.</summary>
    internal static string? Saving(ValuedChoice valued) => valued switch
    {
        { Prediction: { } run } => string.Create(CultureInfo.InvariantCulture, $"Predicted: {Time(run.MeasuredMs)} -> {Time(run.PredictedMs)} ({Between(run.Interval.LowMs, run.Interval.HighMs)} in nine of ten runs; {run.Confidence.ToString().ToLowerInvariant()} confidence), {Change(run)}."),
        { NotPredicted: { } reason } => $"What it saves is not predicted. {reason}",
        { Choice.SavedWallSeconds: { } saved } => $"Predicted to save {Span(saved)}.",
        { Choice.NoSaving: { } reason } => $"No saving is predicted. {reason}",
        _ => null,
    };

    private static IEnumerable<string> SentencesOf(ValuedChoice valued, bool withSettings = true)
    {
        var choice = valued.Choice;
        yield return choice.Reason;
        if (Saving(valued) is { } saving)
        {
            yield return saving;
        }

        if (choice.Settings.Where(setting => setting.WasSet).ToList() is { Count: > 0 } set)
        {
            yield return $"Somebody set {string.Join(" and ", set.Select(setting => $"{setting.Key}={setting.From}"))}.";
        }

        if (choice.Precondition is { } precondition)
        {
            yield return "Only if this holds: " + precondition;
        }

        if (withSettings && choice.Settings.Count > 0)
        {
            yield return string.Join(", ", choice.Settings.Select(setting => $"{setting.Key}={setting.To}"));
        }
    }

    private static string Between(double lowMs, double highMs) => Quantity.Between(new Milliseconds((long)Math.Round(lowMs)), new Milliseconds((long)Math.Round(highMs)));

    private static string Span(Estimate seconds) => seconds.Low < 0
        ? $"{Time(seconds.Expected * 1000)} of the run, with anything from {Time(-seconds.Low * 1000)} lost to {Time(seconds.High * 1000)} saved"
        : $"{Time(seconds.Expected * 1000)} of the run ({Between(seconds.Low * 1000, seconds.High * 1000)})";

    private static string Change(ChoicePrediction run)
    {
        var percent = run.CoreMsBefore > 0 ? Math.Round(100 * ((run.CoreMsAfter / run.CoreMsBefore) - 1)) : 0;
        return percent == 0 ? "for as many core-hours" : string.Create(CultureInfo.InvariantCulture, $"for {Math.Abs(percent):0} % {(percent > 0 ? "more" : "fewer")} core-hours");
    }

    private static string Time(double milliseconds) => Quantity.Duration(new Milliseconds((long)Math.Round(milliseconds)));
}
