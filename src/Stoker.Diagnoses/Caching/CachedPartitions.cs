using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Skew;
using Stoker.Findings.Pricing;

namespace Stoker.Diagnoses.Caching;

/// <summary>
/// What a cache costs that is filled behind a shuffle. Adaptive execution merges the partitions of a shuffle for each action alone, but the plan of a cached relation keeps as
/// many as it was planned with: whoever fills or reads it runs a task for each. On a quiet machine missing-cache of the lab took 2.8 s longer for it on two cores: 1,000 tasks of 13 ms each,
/// where the actions alone had computed 8.9 s again.
/// </summary>
internal static class CachedPartitions
{
    /// <summary>Partitions that a cache behind the shuffle that several of the executions do alike would keep; 0 where there is no such shuffle, or where nothing merged its partitions.</summary>
    public static int Of(SharedWork shared, IReadOnlyList<QueryPlan> plans) =>
        plans.SelectMany(plan => plan.Operators.Where(node => Exchanges.IsShuffle(node) && MergedPeers.IsMerged(node) && node.WritingStages.Any(shared.Stages[plan].Contains)))
            .GroupBy(Exchanges.KeysOf, StringComparer.Ordinal)
            .Where(same => same.Select(node => node.Plan).Distinct().Count() > 1)
            .Max(same => Exchanges.PartitionsOf(same.First())) ?? 0;

    /// <summary>What remains of the price when each partition costs a task each time; null where there are none.</summary>
    /// <param name="partitions">Partitions.</param>
    /// <param name="taskMs">What one costs over all that fill or read the cache, ms.</param>
    /// <param name="repeatedMs">What is computed again, ms.</param>
    /// <param name="leastShare">Share of that which is saved at least, were there no such tasks.</param>
    /// <param name="expectedShare">The same expected: the price.</param>
    public static Estimate? Remains(int partitions, double taskMs, double repeatedMs, double leastShare, double expectedShare)
    {
        if (partitions == 0)
        {
            return null;
        }

        var (cost, price) = (partitions * taskMs, Math.Max(1, repeatedMs * expectedShare));

        // Who caches before the shuffle, or merges the partitions as advised, saves all of it; who does neither, what those tasks leave.
        var expected = Math.Max(0, 1 - (cost / price));
        return new Estimate(Math.Min(((repeatedMs * leastShare) - cost) / price, expected), expected, 1);
    }
}
