namespace Stoker.Reports.Html.Charts.Time;

/// <summary>A row of a <see cref="HeatBand"/>.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Lives">When it was there, in ms since the start.</param>
/// <param name="Shares">How busy it was in steps of equal length, 0 to 1.</param>
/// <param name="Losses">When it was lost, in ms since the start.</param>
internal sealed record HeatRow(string Label, IReadOnlyList<(double From, double To)> Lives, IReadOnlyList<double> Shares, IReadOnlyList<double> Losses);
