namespace Stoker.Diagnoses.Shuffles;

/// <summary>Thresholds of the SHUF family.</summary>
internal static class ShuffleThresholds
{
    /// <summary>Least task time of groupByKey, ms. [derived]</summary>
    public static readonly Limit GroupWorkMs = new("groupWorkMs", 1000);

    /// <summary>Least size of a shuffle that is repeated, bytes. [derived]</summary>
    public static readonly Limit RepeatedBytes = new("repeatedBytes", 64 << 20);

    /// <summary>Least cost of the repetitions, ms of slot time. [derived]</summary>
    public static readonly Limit ReuseMinMs = new("reuseMinMs", 3000);
}
