using Stoker.Advice.Comparison.Matching;

namespace Stoker.Advice.Comparison.Effects;

/// <summary>Whether a stage found blocks of a cache in one run that it did not find in the other.</summary>
internal static class CacheUse
{
    /// <summary>More tasks read nothing, and so made their rows again; or the same tasks read many more records for the same input: rows of the source instead of a block's batches.</summary>
    public static bool IsChanged(StageFigures a, StageFigures b, bool hasOtherInput)
    {
        if (!a.ReadsCache || !b.ReadsCache || a.Tasks == 0 || b.Tasks == 0)
        {
            return false;
        }

        var missed = Math.Abs((a.CacheMisses / (double)a.Tasks) - (b.CacheMisses / (double)b.Tasks));
        return missed >= ComparisonThresholds.CacheMissShare
            || (!hasOtherInput && a.CacheRecords > 0 && b.CacheRecords > 0 && Math.Abs(Math.Log(a.CacheRecords.Value / b.CacheRecords.Value)) > Math.Log(ComparisonThresholds.CacheRecordGrowth));
    }
}
