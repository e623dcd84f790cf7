using System.Globalization;
using Stoker.Advice.Recommendations;
using Stoker.Advice.Sizing;
using Stoker.Findings.Evidence;
using Stoker.Model.Settings;

namespace Stoker.Advice.Choices;

/// <summary>Memory of a container beside the heap: Python workers, direct buffers, the JVM's own. What is over it is killed by YARN and Kubernetes.</summary>
internal static class OverheadChoice
{
    private const string Key = "spark.executor.memoryOverhead";
    private const long Mebibyte = 1 << 20;

    /// <summary>Share of the overhead from which a larger input may have the container killed.</summary>
    private const double Full = 0.85;

    public static Choice? Of(ChoiceContext context)
    {
        if (!context.HasExecutors || ExecutorSizing.Of(context.Application, context.Cluster) is not { } sizing)
        {
            return null;
        }

        if (sizing.Overhead is not { } given)
        {
            return context.Cluster == ClusterManager.Standalone && sizing.PythonPeak is { } python
                ? ChoiceContext.Keep(ChoiceSubject.Overhead, Text($"A standalone worker counts the heap alone: its machine must have {Mebibytes(python.Value)} MiB more for the Python workers of each executor, as measured here."))
                : null;
        }

        var runsPython = context.Application.Stages.Any(ChoiceContext.HasPython);
        if (sizing is not { BesideHeapPeak.Value: var used, OverheadFor.Value: var wanted })
        {
            return ChoiceContext.Keep(ChoiceSubject.Overhead, runsPython
                ? Text($"{Mebibytes(given.Value)} MiB beside the heap. What Python workers took of it is not in the log: spark.executor.processTreeMetrics.enabled=true tells the next run's.")
                : Text($"{Mebibytes(given.Value)} MiB beside the heap; what was used of it is not in the log."));
        }

        EvidenceItem[] evidence = [EvidenceItem.Of("overheadUsed", used, EvidenceUnit.Bytes), EvidenceItem.Of("overheadGiven", given.Value, EvidenceUnit.Bytes)];
        if (used < Full * given.Value)
        {
            return ChoiceContext.Keep(ChoiceSubject.Overhead, Text($"Off the heap{(runsPython ? " and in Python workers" : "")} {Mebibytes(used)} of {Mebibytes(given.Value)} MiB were used at the peak.")) with { Evidence = evidence };
        }

        var recommendations = new AdviceContext(context.Application);
        var objection = MachineMemory.Objection(recommendations, sizing.Heap.Value + given.Value, sizing.Heap.Value + wanted);
        return new Choice
        {
            Subject = ChoiceSubject.Overhead,
            Verdict = ChoiceVerdict.Decide,
            Reason = Text($"Give containers {Mebibytes(wanted)} MiB beside the heap: {Mebibytes(used)} of {Mebibytes(given.Value)} MiB were used at the peak{(runsPython ? Text($", {Mebibytes(sizing.PythonPeak?.Value ?? 0)} MiB of them by Python workers") : "")}, and what is over the limit is killed."),
            Precondition = objection ?? "The machines have that much memory free.",
            Evidence = evidence,
            Settings = [.. context.Setting(Key, Text($"{wanted / Mebibyte}m"))],
            NoSaving = "It keeps executors alive; it does not make tasks faster.",
        };
    }

    private static long Mebibytes(long bytes) => (bytes + Mebibyte - 1) / Mebibyte;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
