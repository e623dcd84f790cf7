using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Work;

namespace Stoker.Diagnoses.Skew;

/// <summary>
/// Skew behind adaptive execution: it merges the small partitions up to a target, so that few tasks are left and medians say nothing. A task far above
/// the target still holds one partition that could not be cut.
/// </summary>
internal static class MergedPeers
{
    private const double DefaultTarget = 64 << 20;

    /// <summary>Whether a stage reads a shuffle whose small partitions adaptive execution has merged.</summary>
    public static bool Are(Inspection inspection, StageWork stage) =>
        SkewSearch.ExchangesOf(inspection, stage).Any(exchange => IsMerged(exchange) && !Exchanges.IsSinglePartition(exchange));

    /// <summary>Up to which size partitions are merged: the advisory size, or an even share for each slot where that is less (ShufflePartitionsUtil in Spark).</summary>
    public static double TargetOf(Inspection inspection, StageWork stage, TaskSpread spread)
    {
        var even = spread.TotalBytes / inspection.SlotsOf(stage);
        var advisory = inspection.Settings.ByteCount("spark.sql.adaptive.advisoryPartitionSizeInBytes") ?? DefaultTarget;
        return inspection.Settings.IsOn("spark.sql.adaptive.coalescePartitions.parallelismFirst") == false ? advisory : Math.Min(even, advisory);
    }

    /// <summary>Whether adaptive execution read the shuffle in other pieces than it was written.</summary>
    internal static bool IsMerged(PlanOperator exchange)
    {
        for (var at = exchange.Readers.FirstOrDefault(); at is not null; at = at.Readers.FirstOrDefault())
        {
            if (Exchanges.IsAdaptiveRead(at))
            {
                return at.Text.Contains("coalesced", StringComparison.Ordinal);
            }

            if (!at.Name.EndsWith("QueryStage", StringComparison.Ordinal))
            {
                return false;
            }
        }

        return false;
    }
}
