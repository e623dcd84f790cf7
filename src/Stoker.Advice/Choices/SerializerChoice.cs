using System.Globalization;
using Stoker.Findings.Evidence;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;

namespace Stoker.Advice.Choices;

/// <summary>
/// How objects of the JVM become bytes. Only shuffles and serialized caches of RDDs of Scala or Java objects use it: rows of DataFrames have a form of
/// their own, and rows of PySpark RDDs are bytes already.
/// </summary>
internal static class SerializerChoice
{
    private const string Key = "spark.serializer";
    private const string Kryo = "org.apache.spark.serializer.KryoSerializer";

    /// <summary>Share of the time of tasks in stages that shuffle objects from which it may matter.</summary>
    private const double MuchTime = 0.10;

    public static Choice? Of(ChoiceContext context)
    {
        if (context.Settings.Find(Key) is not { } serializer)
        {
            return null;
        }

        if (!serializer.EndsWith("JavaSerializer", StringComparison.Ordinal))
        {
            return ChoiceContext.Keep(ChoiceSubject.Serializer, $"{serializer.Split('.')[^1]} is set.");
        }

        var ofQueries = context.Application.SqlExecutions.SelectMany(execution => execution.Stages).ToHashSet();
        var shuffling = context.Application.Stages.Where(stage => BytesOf(stage) > 0).ToList();
        var objects = shuffling.Where(stage => !ofQueries.Contains(stage.Id.Stage) && !ChoiceContext.HasPython(stage) && !HasPythonParent(stage, context)).ToList();
        var time = objects.Sum(TimeOf);
        if (context.ShareOfRunning(time) < MuchTime)
        {
            return ChoiceContext.Keep(ChoiceSubject.Serializer, WhyNot(shuffling, ofQueries));
        }

        var bytes = objects.Sum(BytesOf);
        return new Choice
        {
            Subject = ChoiceSubject.Serializer,
            Verdict = ChoiceVerdict.Decide,
            Reason = Text($"Kryo for the objects of {objects.Count} {(objects.Count == 1 ? "stage that shuffles" : "stages that shuffle")} RDDs ({100 * context.ShareOfRunning(time):0} % of the time of tasks, {bytes / (1 << 20)} MiB): it makes fewer bytes in less time than Java's own serializer."),
            Precondition = "A test run passes: classes that it cannot construct, objects over spark.kryoserializer.buffer.max, and unregistered classes under spark.kryo.registrationRequired fail a job.",
            Evidence = [EvidenceItem.Of("objectStages", objects.Count, EvidenceUnit.Count), EvidenceItem.Of("shuffledObjectBytes", bytes, EvidenceUnit.Bytes), EvidenceItem.Of("taskTime", time, EvidenceUnit.CoreMilliseconds)],
            Settings = [.. context.Setting(Key, Kryo)],
            NoSaving = "The log does not say which part of a task's time is serialization: run it once with the setting, and stoker verify says what it did.",
        };
    }

    private static string WhyNot(List<StageAttempt> shuffling, HashSet<StageId> ofQueries) =>
        shuffling.Count == 0 ? "Nothing was shuffled."
        : shuffling.Exists(ChoiceContext.HasPython) && !shuffling.Exists(stage => ofQueries.Contains(stage.Id.Stage)) ? "Kryo would change nothing: rows of PySpark RDDs come pickled from Python, as bytes."
        : shuffling.Exists(ChoiceContext.HasPython) ? "Kryo would change nothing: rows of DataFrames have Spark's own form, and those of PySpark RDDs come pickled from Python."
        : shuffling.TrueForAll(stage => ofQueries.Contains(stage.Id.Stage)) ? "Kryo would change nothing: all shuffles are of DataFrames, whose rows have Spark's own form."
        : "Kryo would change little: hardly any time is in stages that shuffle objects of the JVM.";

    /// <summary>What a Python stage wrote is bytes for the stage that reads it.</summary>
    private static bool HasPythonParent(StageAttempt stage, ChoiceContext context) => context.Application.Stages.Any(parent => stage.Parents.Contains(parent.Id.Stage) && ChoiceContext.HasPython(parent));

    private static long BytesOf(StageAttempt stage) =>
        (stage.Totals[TaskMetric.ShuffleBytesWritten] ?? 0) + (stage.Totals[TaskMetric.ShuffleLocalBytesRead] ?? 0) + (stage.Totals[TaskMetric.ShuffleRemoteBytesRead] ?? 0);

    private static long TimeOf(StageAttempt stage) => stage.Totals[TaskMetric.ExecutorRunTime] ?? 0;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
