using Stoker.Findings;
using Stoker.Reports.Html.Markup;

namespace Stoker.Reports.Html.Findings;

/// <summary>How much a finding matters: a word and a sign.</summary>
/// <param name="Severity">How much.</param>
internal sealed record SeverityMark(Severity Severity) : IHtmlComponent
{
    /// <inheritdoc/>
    public void Write(HtmlWriter html)
    {
        var word = Severity.ToString().ToLowerInvariant();
        html.Write($"<span class=\"mark {word}\"><i>{SignOf(Severity)}</i>{word}</span>");
    }

    private static string SignOf(Severity severity) => severity switch
    {
        Severity.Critical => "\u25B2",
        Severity.Major => "\u25C6",
        Severity.Minor => "\u25CF",
        _ => "\u25CB",
    };
}
