using Stoker.Advice.Comparison;
using Stoker.Advice.Verification;
using Stoker.Diagnoses;
using Stoker.Model.Settings;
using Stoker.Predicting;
using Stoker.Simulation.Changes;
using Stoker.Simulation.Predictions;
using Stoker.Simulation.Programs;

namespace Stoker.Verifying;

/// <summary>Predicts the second run from the log of the first: the change is what the second run's cluster and settings have different.</summary>
internal static class RunPredictions
{
    /// <summary>Settings that say what the cluster is; the change of shape stands for them.</summary>
    private static readonly string[] ShapeKeys = ["spark.master", "spark.executor.instances", "spark.executor.cores", "spark.cores.max", "spark.task.cpus"];

    private static readonly string[] MemoryKeys = ["spark.executor.memory", "spark.driver.memory", "spark.memory.fraction", "spark.memory.storageFraction", "spark.memory.offHeap.size"];

    /// <summary>The verification with the prediction of the whole run, or with why there is none.</summary>
    /// <param name="verification">The verification.</param>
    /// <param name="found">Findings of the first run: a setting does what they say of it, and what a replay makes of it.</param>
    public static ChangeVerification AddTo(ChangeVerification verification, DiagnosisResult found)
    {
        var comparison = verification.Comparison;
        var (before, after) = (ReplayableProgram.Of(comparison.Before.Application), ReplayableProgram.Of(comparison.After.Application));
        var hasOtherShape = before.Shape.Executors != after.Shape.Executors || before.Shape.CoresPerExecutor != after.Shape.CoresPerExecutor;
        var settings = comparison.Settings.Where(setting => setting.Explains.Count > 0 && !ShapeKeys.Contains(setting.Key)).ToList();
        if (!hasOtherShape && settings.Count == 0)
        {
            return verification;
        }

        if (settings.Find(setting => MemoryKeys.Contains(setting.Key)) is { } memory)
        {
            return verification with { RunRefusal = $"a replay knows that {memory.Key} changes, and not what that saves." };
        }

        if (CpuWait.OfRuns(comparison) is { } wait)
        {
            return verification with { RunRefusal = $"its tasks waited for CPUs {(wait.Factor > 1 ? "much longer" : "much less")} than those of the first run, which other programs decide." };
        }

        // What is not set any more has the default of its version.
        var effective = new EffectiveSettings(comparison.After.Application);
        if (settings.Find(setting => (setting.After ?? effective.Find(setting.Key)) is null) is { } unset)
        {
            return verification with { RunRefusal = $"{unset.Key} is not set any more, and its default is not known." };
        }

        var predictor = new Predictor(before);
        var to = settings.ToDictionary(setting => setting.Key, setting => setting.After ?? effective.Find(setting.Key) ?? "", StringComparer.Ordinal);
        var effects = new PredictedSettings(before, predictor, found.Findings, to);
        var priced = to.ToDictionary(setting => setting.Key, setting => effects.Of(setting.Key, setting.Value, effects.AskingFor(setting.Key, setting.Value)).Priced, StringComparer.Ordinal);
        var change = new ChangeSet
        {
            Executors = hasOtherShape ? after.Shape.Executors : null,
            CoresPerExecutor = hasOtherShape ? after.Shape.CoresPerExecutor : null,
            Settings = to.Where(setting => !CuredFindings.Answers(setting.Key) || priced[setting.Key].Count == 0).ToDictionary(StringComparer.Ordinal),
            Reliefs = [.. priced.Values.SelectMany(each => each).DistinctBy(each => (object)each.Finding, ReferenceEqualityComparer.Instance).SelectMany(each => each.Reliefs)],
        };
        if (predictor.RefusalOf(change) is { } refusal)
        {
            return verification with { RunRefusal = refusal.Reason };
        }

        var predicted = predictor.Predict(change).Beside(predictor.Self);
        return verification with
        {
            Run = new RunPrediction(KindOf(before, after, hasOtherShape, comparison), predicted.SpanMs, predicted.Interval.LowMs, predicted.Interval.HighMs, after.SpanMs) { BeforeMs = before.SpanMs, Sigma = predicted.Sigma, IntervalRow = predicted.IntervalRow },
        };
    }

    private static string KindOf(ReplayableProgram before, ReplayableProgram after, bool hasOtherShape, RunComparison comparison)
    {
        var keys = comparison.Settings.Where(setting => setting.Explains.Count > 0 && !ShapeKeys.Contains(setting.Key)).Select(setting => setting.Key);
        return string.Join(", ", (hasOtherShape ? [$"{before.Shape} to {after.Shape}"] : Array.Empty<string>()).Concat(keys));
    }
}
