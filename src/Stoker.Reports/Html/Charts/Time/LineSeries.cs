namespace Stoker.Reports.Html.Charts.Time;

/// <summary>A line of a <see cref="LineBand"/>.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Points">Time in ms since the chart's start, and value; ascending by time.</param>
internal sealed record LineSeries(string Name, IReadOnlyList<(double Ms, double Value)> Points);
