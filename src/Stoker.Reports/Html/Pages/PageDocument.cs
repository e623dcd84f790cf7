using System.Buffers;
using System.Text;
using Stoker.Reports.Html.Markup;

namespace Stoker.Reports.Html.Pages;

/// <summary>Writes a page as text.</summary>
internal static class PageDocument
{
    public static string Write(HtmlPage page)
    {
        var output = new ArrayBufferWriter<byte>(1 << 16);
        new HtmlWriter(output).Write(page);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
