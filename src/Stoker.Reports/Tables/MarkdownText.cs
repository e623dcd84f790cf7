using System.Text;
using Stoker.Reports.Terminal;

namespace Stoker.Reports.Tables;

/// <summary>Makes text of a log safe inside Markdown: names hold underscores, pipes and, if someone wants, markup.</summary>
internal static class MarkdownText
{
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var letter in CellWidth.Clean(text))
        {
            _ = letter switch
            {
                '|' or '*' or '_' or '`' or '\\' or '[' or ']' or '#' => escaped.Append('\\').Append(letter),
                '<' => escaped.Append("&lt;"),
                '&' => escaped.Append("&amp;"),
                _ => escaped.Append(letter),
            };
        }

        return escaped.ToString();
    }
}
