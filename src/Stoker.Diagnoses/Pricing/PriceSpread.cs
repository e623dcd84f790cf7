using Stoker.Diagnoses.Ledger;
using Stoker.Findings.Pricing;

namespace Stoker.Diagnoses.Pricing;

/// <summary>
/// How far from the expected price the savings of healthy twins lay, by family: what a remedy saves depends on more than the log of the fault holds (how the other way
/// does the same work, whether machines have CPUs free, what the remedy itself costs). Learnt by bench/compare-lab/price_spread.py over all pairs, each job left out in
/// turn (decision 0062). It widens the interval that is shown and judged; severities rest on what the log itself accounts for.
/// </summary>
internal static class PriceSpread
{
    /// <summary>Least and most that was saved, as shares of what was expected. The first row whose ids fit holds.</summary>
    private static readonly (string[] Ids, double Least, double Most)[] Table =
    [
        (["PART002", "PART003", "PART006", "PART007", "PART009", "PART010", "SKEW", "IO008"], 0.3, 2.3),
        (["SCHED002"], 0.55, 1.1),
        (["DRV001", "DRV002", "PYTHON008"], 0.8, 1.7),
        (["EXEC001"], 0.9, 1.3),
        (["MEM003"], 0.6, 1),
        (["CACHE001", "SHUF001", "DRV005", "IO004"], 0.4, 1.5),
        (["CACHE002"], 1, 2.3),
        (["PART001", "IO001", "IO002"], 0.6, 1.6),
        (["IO003"], 0.1, 1.8),
        (["PYTHON001", "PYTHON002", "PYTHON003", "PYTHON004", "PYTHON005", "PYTHON010", "PYTHON013"], 0.55, 1.4),
        (["JOIN001", "JOIN002", "JOIN003"], 0.3, 1.7),
        (["MEM001"], 0.4, 1.1),
        ([""], 1, 1),
    ];

    /// <summary>The price of a finding with the interval of its family, at most what there was to save.</summary>
    /// <param name="id">Id of the finding.</param>
    /// <param name="price">Its price, ms.</param>
    /// <param name="mostMs">All that was spent where it is, ms.</param>
    public static Estimate Widen(string id, Estimate price, double mostMs)
    {
        var (_, least, most) = Array.Find(Table, row => Array.Exists(row.Ids, each => id.StartsWith(each, StringComparison.Ordinal)));
        var high = Math.Min(Math.Max(price.High, price.Expected * most), Math.Max(price.High, mostMs));
        return new Estimate(Math.Min(price.Low, price.Expected * least), price.Expected, Math.Max(price.Expected, high));
    }

    /// <summary>All slot time and all time on the critical path of the stages of a candidate and of what follows from it, ms; of the run where it is about no stage alone, and of the gaps where it is about gaps.</summary>
    public static (double CoreMs, double WallMs) MostOf(Candidate candidate, Inspection inspection)
    {
        if (candidate.Consequences.Count == 0 && candidate.Suspicion.WallClaims is { Count: > 0 } claims && claims.TrueForAll(claim => claim.Kind == WallKind.Gap))
        {
            // Who takes away a gap saves the gap, not more.
            var gaps = claims.Select(claim => claim.Scope).Distinct().Select(index => inspection.Ledger.Gaps[index]).ToList();
            return (gaps.Sum(gap => (double)gap.SlotMs), gaps.Sum(gap => (double)gap.Milliseconds));
        }

        var suspicions = candidate.Consequences.Select(consequence => consequence.Suspicion).Prepend(candidate.Suspicion).ToList();
        if (suspicions.Exists(suspicion => suspicion.Stages.Count == 0 || suspicion.CellClaims.Exists(claim => claim.Cell.IsGap)))
        {
            return (inspection.Ledger.SupplyMs, inspection.WallMs);
        }

        var stages = suspicions.SelectMany(suspicion => suspicion.Stages).Distinct().Select(index => inspection.Stages[index]).ToList();
        var core = 0.0;
        foreach (var stage in stages)
        {
            for (var bucket = Bucket.FetchWait; bucket <= Bucket.IdleSurplus; bucket++)
            {
                core += inspection.Ledger.Of(stage, bucket);
            }
        }

        return (core, stages.Sum(stage => (double)inspection.Path.MillisecondsIn(stage)));
    }
}
