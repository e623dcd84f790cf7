using Stoker.Reports.Html.Markup;

namespace Stoker.Reports.Html.Charts.Time;

/// <summary>A strip of a <see cref="TimeChart"/>, drawn over the time axis that all its strips share.</summary>
internal interface ITimeBand
{
    /// <summary>What stands left of it.</summary>
    string Label { get; }

    /// <summary>Its height.</summary>
    double Height { get; }

    /// <summary>Draws it.</summary>
    void Write(HtmlWriter html, TimeScale scale, double top);
}
