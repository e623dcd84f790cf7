using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Stoker.Reports.Html.Markup;

/// <summary>
/// Writes HTML as UTF-8. Markup can only come from the literal parts of interpolated strings, which are in this program; whatever fills a hole is
/// escaped for text and for quoted attributes alike. So text of a log cannot become markup, whoever writes the component. Not thread safe.
/// </summary>
public sealed class HtmlWriter(IBufferWriter<byte> output)
{
    private const char Replacement = '\uFFFD';

    /// <summary>From here on, pictures of control characters: U+2400 is that of NUL.</summary>
    private const char ControlPictures = '\u2400';

#pragma warning disable CA1822, IDE0060 // The handler is bound to this writer: its parts are written before the call.
    /// <summary>Writes markup with holes.</summary>
    public void Write([InterpolatedStringHandlerArgument("")] ref MarkupHandler markup)
    {
    }
#pragma warning restore CA1822, IDE0060

    /// <summary>Writes a component; nothing when it is null.</summary>
    public void Write(IHtmlComponent? component) => component?.Write(this);

    internal void Literal(ReadOnlySpan<char> markup) => Encoding.UTF8.GetBytes(markup, output);

    /// <summary>
    /// Text of unknown origin. The five characters that mean something become entities; characters that XML forbids become visible
    /// signs; marks that change the direction of what follows are replaced, since they reach beyond the text that holds them.
    /// </summary>
    internal void Escape(ReadOnlySpan<char> text)
    {
        var start = 0;
        for (var index = 0; index < text.Length; index++)
        {
            if (IsPlain(text, index))
            {
                continue;
            }

            Literal(text[start..index]);
            EscapeOne(text[index]);
            start = index + 1;
        }

        Literal(text[start..]);
    }

    internal void Number(double number, string format) => Literal((number == 0 ? 0 : number).ToString(format, CultureInfo.InvariantCulture));

    private void EscapeOne(char letter)
    {
        switch (letter)
        {
            case '&':
                Literal("&amp;");
                break;
            case '<':
                Literal("&lt;");
                break;
            case '>':
                Literal("&gt;");
                break;
            case '"':
                Literal("&quot;");
                break;
            case '\'':
                Literal("&#39;");
                break;
            case < ' ':
                Literal([(char)(ControlPictures + letter)]);
                break;
            default:
                Literal([Replacement]);
                break;
        }
    }

    private static bool IsPlain(ReadOnlySpan<char> text, int index)
    {
        var letter = text[index];
        if (char.IsSurrogate(letter))
        {
            return char.IsHighSurrogate(letter)
                ? index + 1 < text.Length && char.IsLowSurrogate(text[index + 1])
                : index > 0 && char.IsHighSurrogate(text[index - 1]);
        }

        return letter switch
        {
            '&' or '<' or '>' or '"' or '\'' => false,
            '\t' or '\n' or '\r' => true,
            < ' ' or (>= '\u007F' and <= '\u009F') => false,
            '\u200E' or '\u200F' or '\u061C' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') => false,
            '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF' => false,
            _ => true,
        };
    }
}
