namespace Stoker.Advice.Comparison;

/// <summary>A number in both runs; the unit is in the name.</summary>
/// <param name="Name">What it counts.</param>
/// <param name="Before">In the first run.</param>
/// <param name="After">In the second run.</param>
public sealed record ComparedQuantity(QuantityName Name, double Before, double After);
