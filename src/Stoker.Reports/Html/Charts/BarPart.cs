namespace Stoker.Reports.Html.Charts;

/// <summary>A part of a <see cref="StackedBar"/>.</summary>
/// <param name="Name">What it went to.</param>
/// <param name="Ms">How much, in ms.</param>
/// <param name="Role">Its color.</param>
/// <param name="IsBound">Whether it is no more than this.</param>
internal readonly record struct BarPart(string Name, long Ms, ChartRole Role, bool IsBound = false);
