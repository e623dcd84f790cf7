using Stoker.Findings.Pricing;

namespace Stoker.Diagnoses.Pricing;

/// <summary>
/// How far from the expected price the savings of healthy twins lay, by family: what a remedy saves depends on more than the log of the fault holds (how the other way
/// does the same work, whether machines have CPUs free, what the remedy itself costs). Learnt by bench/compare-lab/price_spread.py over all pairs, each job left out in
/// turn (decision 0062). It widens the interval that is shown and judged; severities rest on what the log itself accounts for.
/// </summary>
internal static class PriceSpread
{
    /// <summary>
    /// Least and most that was saved, as shares of what was expected. The first row whose ids fit holds; what no twin tells has the shares of all families together.
    /// </summary>
    private static readonly (string[] Ids, double Least, double Most)[] Table =
    [
        (["PART002", "PART003", "PART006", "PART007", "PART009", "PART010", "SKEW", "IO008", "IO017"], 0.3, 2.3),
        (["SCHED002"], 0.45, 1.8),
        (["DRV001", "DRV002", "PYTHON008"], 0.8, 1.3),
        (["EXEC001"], 0.9, 1.8),
        (["FAIL", "MEM003", "MEM004"], 0.45, 1.2),
        (["PYTHON006"], 0.8, 1),
        (["CACHE001"], 0.4, 3.3),
        (["SHUF001"], 0.6, 2),
        (["DRV005", "IO004"], 0.75, 1.25),
        (["CACHE002"], 0.9, 1.9),
        (["CACHE003"], 0.6, 1.2),
        (["PART001", "IO001", "IO002"], 0.6, 1.5),
        (["IO003"], 0.1, 1.8),
        (["PYTHON001", "PYTHON002", "PYTHON003", "PYTHON004", "PYTHON005", "PYTHON010", "PYTHON013"], 0.6, 1.4),
        (["JOIN001"], 0.45, 1.5),
        (["JOIN002"], 0.35, 1.7),
        (["JOIN003"], 0.1, 1.7), // Of rows that are aggregated at once, few cost much: quiet twins.
        (["MEM001", "MEM002"], 0.4, 1.7),
        ([""], 0.5, 1.8),
    ];

    /// <summary>The price of a finding with the interval of its family, at most what there was to save.</summary>
    /// <param name="id">Id of the finding.</param>
    /// <param name="price">Its price, ms.</param>
    /// <param name="remains">What of it remains once the remedy has taken its own time; absent where that is in the family's spread.</param>
    /// <param name="mostMs">All that there is to save, ms.</param>
    public static Estimate Widen(string id, Estimate price, Estimate? remains, double mostMs)
    {
        var (_, least, most) = Array.Find(Table, row => Array.Exists(row.Ids, each => id.StartsWith(each, StringComparison.Ordinal)));
        var expected = Math.Min(price.Expected * (remains?.Expected ?? 1), mostMs);
        var low = Math.Min(price.Low, price.Expected * Math.Min(least, remains?.Low ?? least));
        var high = Math.Min(Math.Max(price.High, price.Expected * most), mostMs);
        return new Estimate(Math.Min(low, expected), expected, Math.Max(expected, high));
    }
}
