namespace Stoker.Predicting;

/// <summary>What a cluster costs while it is held.</summary>
/// <param name="CoreHour">Price of a core for an hour.</param>
/// <param name="GiBHour">Price of a GiB of memory for an hour.</param>
/// <param name="Currency">Unit of both; absent where no price is known and costs are told in core-hours.</param>
public sealed record Prices(double CoreHour, double GiBHour, string? Currency)
{
    /// <summary>Where no price is given: a core counts 1, and 8 GiB of memory as much as a core.</summary>
    public static Prices Relative { get; } = new(1, 0.125, null);

    /// <summary>Whether nothing has a price, so that no shape is cheaper than another.</summary>
    public bool AreFree => CoreHour <= 0 && GiBHour <= 0;
}
