namespace Stoker.Diagnoses.Work;

/// <summary>The straight line through values over their number, by least squares.</summary>
/// <param name="Slope">What a value is more than the one before it, on average.</param>
/// <param name="Fit">Share of the variance that the line explains: r², 0 when all values are equal.</param>
internal readonly record struct StraightLine(double Slope, double Fit)
{
    /// <summary>The line through some values; there are two at least.</summary>
    public static StraightLine Through(IReadOnlyList<double> values)
    {
        var (meanX, meanY) = ((values.Count - 1) / 2.0, values.Average());
        var (xx, xy, yy) = (0.0, 0.0, 0.0);
        for (var index = 0; index < values.Count; index++)
        {
            var (x, y) = (index - meanX, values[index] - meanY);
            (xx, xy, yy) = (xx + (x * x), xy + (x * y), yy + (y * y));
        }

        return yy > 0 ? new StraightLine(xy / xx, xy * xy / (xx * yy)) : default;
    }
}
