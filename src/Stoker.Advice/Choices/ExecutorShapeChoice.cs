using System.Globalization;
using Stoker.Advice.Recommendations;
using Stoker.Findings.Evidence;
using Stoker.Advice.Sizing;
using Stoker.Findings.Pricing;
using Stoker.Model.Settings;

namespace Stoker.Advice.Choices;

/// <summary>
/// Cores of an executor. One core each pays a JVM, its overhead and a copy of every broadcast for each slot; many cores share one heap, whose
/// collections stop them all, and the memory that tasks sort in.
/// </summary>
internal static class ExecutorShapeChoice
{
    /// <summary>Cores that are taken together where each had an executor of its own.</summary>
    private const int Together = 4;

    /// <summary>From so many cores on, a heap can be halved and still serve several tasks.</summary>
    private const int Many = 6;

    /// <summary>Share of the running time in garbage collection from which a smaller heap for fewer tasks is worth a thought.</summary>
    private const double MuchCollection = 0.10;

    private const double GiB = 1L << 30;

    public static Choice? Of(ChoiceContext context)
    {
        if (!context.HasExecutors || ClusterManagers.IsInOneProcess(context.Application.Settings))
        {
            return null;
        }

        var (executors, cores) = (context.MostExecutors, context.Slots);
        var collection = context.ShareOfRunning(context.Core.GarbageCollection.Value);
        EvidenceItem[] evidence =
        [
            EvidenceItem.Of("executors", executors, EvidenceUnit.Count), EvidenceItem.Of("slotsOfAnExecutor", cores, EvidenceUnit.Count),
            EvidenceItem.Of("garbageCollectionShare", Math.Round(collection, 4), EvidenceUnit.Ratio),
        ];
        var together = MachineMemory.MostOnOneHost(context.Executors);
        var lost = context.Findings.FirstOrDefault(finding => finding.Id is "MEM003" or "MEM004");
        if (lost is not null && cores > 1)
        {
            return Choice(context, evidence, executors, cores / 2, 1, $"Executors of {ExecutorWords.Cores(cores / 2)} in place of {cores}, with the memory that they have: each task then has twice as much, and executors were lost for want of it ({lost.Id}).")
                with
            { NoSaving = "What a run without lost executors takes is not in the log of one that lost them." };
        }

        if (cores >= Many && collection >= MuchCollection)
        {
            // Half a heap for half the tasks stops half as many of them; how much of the collection that saves, the log does not tell.
            var seconds = context.Core.GarbageCollection.Value / 1000.0 / Math.Max(1, executors * cores);
            return Choice(context, evidence, executors * 2, cores / 2, 0.5, Text($"{ExecutorWords.Of(executors * 2, cores / 2)} in place of {executors} of {cores}, each with half the memory: garbage collection took {Percent(collection)} of the time of tasks, and each collection stops all tasks of its executor."))
                with
            { SavedWallSeconds = new Estimate(0, 0.2 * seconds, 0.5 * seconds) };
        }

        // Tasks of one heap take memory from each other: not where memory was short.
        if (lost is null && cores == 1 && together >= 2 && executors >= 2 && Joined(context, (int)Math.Max(executors, context.Settings.Number("spark.executor.instances") ?? 0), together) is ( > 1 and var joined, var count))
        {
            return Choice(context, evidence, count, joined, joined, Text($"{ExecutorWords.Of(count, joined)} in place of {count * joined} of one, each with {joined} times the memory: {together} of them were on one machine, each with a JVM, its overhead and a copy of every broadcast."))
                with
            { NoSaving = "It saves JVMs and first uses, and little time." };
        }

        return ChoiceContext.Keep(ChoiceSubject.ExecutorShape, Text($"{ExecutorWords.Of(executors, cores)}: garbage collection took {Percent(collection)} of the time of tasks{(lost is null ? ", and none was lost for want of memory" : $"; those lost for want of memory had one core, so that more memory helps and fewer cores do not ({lost.Id})")}.")) with { Evidence = evidence };
    }

    /// <summary>How many executors of one core go together, and how many that makes: as many cores and as much memory as before, within <c>spark.cores.max</c>. One where no number divides them.</summary>
    private static (int Joined, int Count) Joined(ChoiceContext context, int executors, int together)
    {
        var cores = Math.Min(executors, (int)(context.Settings.Number("spark.cores.max") ?? executors));
        var joined = Enumerable.Range(2, Together - 1).Reverse().FirstOrDefault(joined => joined <= together && cores % joined == 0, 1);
        return (joined, cores / joined);
    }

    private static Choice Choice(ChoiceContext context, EvidenceItem[] evidence, int executors, int cores, double memory, string reason)
    {
        var perTask = Math.Max(1, context.Settings.Number("spark.task.cpus") ?? 1);
        var heap = context.Settings.ByteCount("spark.executor.memory");
        return new Choice
        {
            Subject = ChoiceSubject.ExecutorShape,
            Verdict = ChoiceVerdict.Decide,
            Reason = reason,
            Precondition = "The machines hold executors of that size: cores and memory of the larger, or as many more of the smaller.",
            Evidence = evidence,
            Executors = executors,
            CoresPerExecutor = cores,
            Settings =
            [
                .. context.Setting("spark.executor.cores", Text($"{cores * perTask}")),
                .. executors != context.MostExecutors && context.Settings.IsSet("spark.executor.instances") ? context.Setting("spark.executor.instances", Text($"{executors}")) : [],
                .. memory != 1 && heap is { } bytes ? context.Setting("spark.executor.memory", Text($"{(long)Math.Ceiling(bytes * memory / (1 << 20))}m")) : [],
            ],
        };
    }

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.#} %");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
