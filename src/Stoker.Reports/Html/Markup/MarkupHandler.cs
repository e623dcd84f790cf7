using System.Runtime.CompilerServices;

namespace Stoker.Reports.Html.Markup;

/// <summary>What the compiler makes of <c>$"…"</c> for an <see cref="HtmlWriter"/>: literals are markup, holes are escaped.</summary>
[InterpolatedStringHandler]
public readonly ref struct MarkupHandler
{
    private readonly HtmlWriter _html;

    /// <summary>Made by the compiler.</summary>
    public MarkupHandler(int literalLength, int formattedCount, HtmlWriter html) => _html = html;

    /// <summary>Markup.</summary>
    public void AppendLiteral(string markup) => _html.Literal(markup);

    /// <summary>Text; nothing for null.</summary>
    public void AppendFormatted(string? text) => _html.Escape(text);

    /// <summary>A whole number, without separators.</summary>
    public void AppendFormatted(long number) => _html.Number(number, "0");

    /// <summary>A coordinate or length of a drawing, to a tenth.</summary>
    public void AppendFormatted(double coordinate) => _html.Number(Math.Round(coordinate, 1), "0.#");

    /// <summary>A component.</summary>
    public void AppendFormatted(IHtmlComponent? component) => _html.Write(component);
}
