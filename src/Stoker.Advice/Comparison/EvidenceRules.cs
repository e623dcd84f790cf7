namespace Stoker.Advice.Comparison;

/// <summary>What counts as evidence: a number that changed by more than rounding and chance. A cause whose own number did not change is none, and what it would explain stays unexplained.</summary>
internal static class EvidenceRules
{
    /// <summary>Whether a cause may be named with these numbers. The driver's time is its own number, and so is work that only one run did.</summary>
    public static bool Stands(CauseEffect effect) => effect.Cause switch
    {
        DifferenceCause.Partitions => Has(effect, QuantityName.Tasks),
        DifferenceCause.OtherCode => Has(effect, QuantityName.ShuffleWrittenBytes) || Has(effect, QuantityName.ShuffleReadBytes),
        DifferenceCause.Skew => GoesWith(effect, QuantityName.LongestTaskMs),
        DifferenceCause.Input => GoesWith(effect, QuantityName.RowsRead, QuantityName.BytesRead),
        DifferenceCause.Pace => Has(effect, QuantityName.TaskMs) || effect.Stage is null,
        DifferenceCause.Files or DifferenceCause.Cache or DifferenceCause.Overlap or DifferenceCause.Spill or DifferenceCause.GarbageCollection or DifferenceCause.Shuffle
            or DifferenceCause.Failures or DifferenceCause.Slots or DifferenceCause.Scheduling => effect.Evidence.Count > 0,
        _ => true,
    };

    /// <summary>Whether a number differs by more than it is written with, and than two runs of one job differ by.</summary>
    public static bool IsChanged(ComparedQuantity quantity)
    {
        var (change, larger) = (Math.Abs(quantity.After - quantity.Before), Math.Max(Math.Abs(quantity.Before), Math.Abs(quantity.After)));
        return quantity.Name switch
        {
            QuantityName.Queries or QuantityName.Stages or QuantityName.Tasks or QuantityName.FilesRead or QuantityName.CacheMisses => change > 0,
            QuantityName.RowsRead or QuantityName.BytesRead or QuantityName.SpilledBytes or QuantityName.ShuffleWrittenBytes or QuantityName.ShuffleReadBytes or QuantityName.CacheRecords => change > (ComparisonThresholds.SameLeafRows - 1) * larger,
            QuantityName.AtOnce => change >= ComparisonThresholds.LeastAtOnce && larger >= ComparisonThresholds.SameAtOnce * (larger - change),
            QuantityName.Slots or QuantityName.Executors or QuantityName.SlotsOfExecutor => change >= ComparisonThresholds.LeastAtOnce && change >= ComparisonThresholds.LeastChange * larger,

            // That the CPU time did not go with the task time tells why tasks were slower.
            QuantityName.CpuMs => larger > 0,
            _ => change >= ComparisonThresholds.LeastChangeMs && change >= ComparisonThresholds.LeastChange * larger,
        };
    }

    /// <summary>Whether the first of its numbers, which sentences are about, grew where it made the run longer, and fell where it made it shorter: more rows do not save time.</summary>
    private static bool GoesWith(CauseEffect effect, params ReadOnlySpan<QuantityName> names)
    {
        var way = Math.Sign(effect.Wall.Value != 0 ? effect.Wall.Value : effect.Core.Value);
        foreach (var quantity in effect.Evidence)
        {
            if (names.Contains(quantity.Name))
            {
                return Math.Sign(quantity.After - quantity.Before) == way;
            }
        }

        return false;
    }

    private static bool Has(CauseEffect effect, QuantityName name) => effect.Evidence.Any(quantity => quantity.Name == name);
}
