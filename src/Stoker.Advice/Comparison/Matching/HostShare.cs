namespace Stoker.Advice.Comparison.Matching;

/// <summary>What a host did for a stage.</summary>
/// <param name="Tasks">Attempts that succeeded.</param>
/// <param name="Time">Sum of their durations in ms.</param>
/// <param name="Bytes">Bytes that they read.</param>
internal readonly record struct HostShare(int Tasks, double Time, double Bytes)
{
    public double MeanTime => Time / Math.Max(1, Tasks);

    public double MeanBytes => Bytes / Math.Max(1, Tasks);
}
