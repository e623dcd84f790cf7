using System.Buffers;
using System.Text;
using System.Xml.Linq;
using CsCheck;
using Stoker.Reports.Html.Markup;

namespace Stoker.Tests.Reports.Html;

public sealed class HtmlWriterTests
{
    [Fact]
    public void Write_MarkupInAHole_IsText() =>
        Assert.Equal("<b title=\"&lt;/b&gt;&lt;script&gt;&amp;&quot;&#39;\">&lt;/b&gt;&lt;script&gt;&amp;&quot;&#39;</b>", Render("</b><script>&\"'"));

    [Fact]
    public void Write_ControlCharacters_AreVisible() => Assert.Equal("<b title=\"a\u2400\u241Bc\uFFFD\">a\u2400\u241Bc\uFFFD</b>", Render("a\0\u001bc\u007f"));

    [Fact]
    public void Write_MarksThatTurnDirection_AreReplaced() => Assert.Equal("<b title=\"\uFFFDexe.txt\">\uFFFDexe.txt</b>", Render("\u202Eexe.txt"));

    [Fact]
    public void Write_TextFromRightToLeft_StaysAsItIs() => Assert.Equal("<b title=\"\u05E9\u05DC\u05D5\u05DD\">\u05E9\u05DC\u05D5\u05DD</b>", Render("\u05E9\u05DC\u05D5\u05DD"));

    [Fact]
    public void Write_HalfOfASurrogatePair_IsReplaced() => Assert.Equal("<b title=\"\uFFFD\U0001F525\uFFFD\">\uFFFD\U0001F525\uFFFD</b>", Render("\uDD25\U0001F525\uD83D"));

    [Fact]
    public void Write_Numbers_HaveNoCulture()
    {
        var (output, html) = Create();
        html.Write($"{1234567} {0.26} {1234.56} {-0.04}");
        Assert.Equal("1234567 0.3 1234.6 0", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    /// <summary>Whatever text there is, the element is well-formed and holds no element but itself.</summary>
    [Fact]
    public void Write_AnyText_IsOneElement() => Gen.String.Sample(text =>
    {
        var element = XElement.Parse(Render(text), LoadOptions.PreserveWhitespace);
        return !element.HasElements && element.Name == "b" && element.Attributes().Count() == 1;
    });

    private static string Render(string text)
    {
        var (output, html) = Create();
        html.Write($"<b title=\"{text}\">{text}</b>");
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static (ArrayBufferWriter<byte> Output, HtmlWriter Html) Create()
    {
        var output = new ArrayBufferWriter<byte>();
        return (output, new HtmlWriter(output));
    }
}
