namespace Stoker.Reports.Html.Charts.Time;

/// <summary>Places times on the horizontal axis of a drawing.</summary>
/// <param name="Left">Where the axis begins, in the drawing's units; labels of bands are left of it.</param>
/// <param name="Width">How long it is.</param>
/// <param name="LengthMs">The time it shows, in ms; at least 1.</param>
internal readonly record struct TimeScale(double Left, double Width, long LengthMs)
{
    /// <summary>Where it ends.</summary>
    public double Right => Left + Width;

    /// <summary>The place of a time since the start, which is cut to the axis.</summary>
    public double X(double ms) => Left + (Width * Math.Clamp(ms / LengthMs, 0, 1));
}
