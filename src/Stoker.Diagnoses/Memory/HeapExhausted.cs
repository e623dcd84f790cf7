using Stoker.Diagnoses.Failures;
using Stoker.Diagnoses.Pricing;

namespace Stoker.Diagnoses.Memory;

/// <summary>MEM003: an executor's heap ran out of memory.</summary>
internal static class HeapExhausted
{
    public const string Id = "MEM003";

    public static readonly Diagnosis Diagnosis = new(Id, "Executor heap out of memory", Rank.Losses, Check);

    private static void Check(Inspection inspection, Report report)
    {
        if (LossSearch.Of(inspection, LossCause.HeapExhausted, isFixed: true) is not { } suspicion)
        {
            return;
        }

        suspicion.Advise("Split what one task must hold: more partitions, a finer key, an aggregate in place of collect_list.")
            .Advise(MemoryRemedies.MuchMoreHeap(inspection, 2))
            .Advise("Run fewer tasks at once in an executor (spark.executor.cores), so that each has more heap.");
        report.Add(suspicion);
    }
}
