namespace Stoker.Spark.Tests.HistoryServer.Api;

/// <summary>Quantiles as the server takes them: an element of the sorted values, never between two (source: AppStatusUtils.getQuantilesValue).</summary>
internal static class Quantiles
{
    /// <param name="values">The values, in any order.</param>
    /// <param name="quantiles">What is asked for, from 0 to 1.</param>
    /// <param name="count">Count that positions are taken from; that of the values unless given.</param>
    public static IEnumerable<double> Of(IEnumerable<long> values, IReadOnlyList<double> quantiles, int? count = null)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        var last = (count ?? sorted.Length) - 1;
        return quantiles.Select(quantile => sorted.Length == 0 ? 0.0 : sorted[Math.Clamp((long)(quantile * (last + 1)), 0, last)]);
    }
}
