namespace Stoker.Reports.Html.Charts.Time;

/// <summary>A span of a <see cref="LaneBand"/>.</summary>
/// <param name="From">Its start in ms since the chart's.</param>
/// <param name="To">Its end.</param>
/// <param name="Label">What stands in it where there is room.</param>
/// <param name="Title">What is told when it is pointed at.</param>
/// <param name="IsFailed">Whether it failed: then it has another color and its label a cross.</param>
/// <param name="Link">Anchor; absent for none.</param>
internal sealed record LaneItem(double From, double To, string Label, string Title, bool IsFailed = false, string? Link = null);
