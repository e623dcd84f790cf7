using Stoker.Model.Units;
using Stoker.Reports.Quantities;
using Stoker.Reports.Terminal;

namespace Stoker.Reports.Html.Markup;

/// <summary>Numbers with their units and names at the length that a place has room for.</summary>
internal static class Words
{
    public const string Ellipsis = "\u2026";

    /// <summary>Empty for what is absent.</summary>
    public static string Time(Milliseconds? time) => time is { } known ? Quantity.Duration(known) : "";

    /// <summary>Empty for what is absent.</summary>
    public static string Size(Bytes? size) => size is { } known ? Quantity.Size(known) : "";

    public static string Seconds(double seconds) => Quantity.Duration(new Milliseconds((long)Math.Round(seconds * 1000)));

    /// <summary>One clean line of at most so many columns.</summary>
    public static string Cut(string text, int columns) => CellWidth.Cut(CellWidth.Clean(text), Math.Max(2, columns), Ellipsis);
}
