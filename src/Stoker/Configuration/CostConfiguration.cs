namespace Stoker.Configuration;

/// <summary><c>[cost]</c>: what machines cost.</summary>
/// <param name="CoreHour">Price of a core for an hour; absent when not given.</param>
/// <param name="GibHour">Price of a GiB of memory for an hour; absent when not given.</param>
/// <param name="Currency">What prices are in, such as <c>USD</c>; absent when not given.</param>
public sealed record CostConfiguration(double? CoreHour, double? GibHour, string? Currency);
