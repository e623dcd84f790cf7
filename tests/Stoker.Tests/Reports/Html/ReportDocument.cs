using System.Text;
using System.Xml;
using System.Xml.Linq;
using Stoker.Analyses;
using Stoker.Predicting;
using Stoker.Reports.Html.Analyses;
using Stoker.Reports.Quantities;

namespace Stoker.Tests.Reports.Html;

/// <summary>A written report, parsed as XML: the parser refuses what is not well-formed.</summary>
internal sealed class ReportDocument
{
    private static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";

    private ReportDocument(string text, XElement root)
    {
        Text = text;
        Root = root;
    }

    public string Text { get; }

    public XElement Root { get; }

    public int ByteCount => Encoding.UTF8.GetByteCount(Text);

    public IEnumerable<string> Ids => Root.DescendantsAndSelf().Attributes("id").Select(id => id.Value);

    /// <summary>Addresses of links, all of which should be anchors of the page.</summary>
    public IEnumerable<string> Links => Root.Descendants().Attributes("href").Select(link => link.Value);

    public static ReportDocument Of(Analysis analysis) => Of(AnalysisHtml.Write(analysis, Clock.Utc, "0.0.0-test", AnalysisOutlook.Of(analysis, Prices.Relative)));

    public static ReportDocument Of(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return new ReportDocument(text, XElement.Load(reader));
    }

    public IEnumerable<XElement> Elements(string name) => Root.Descendants(Html + name);

    /// <summary>The text of a section, white space as written.</summary>
    public string SectionText(string id) => Elements("section").Single(section => section.Attribute("id")?.Value == id).Value;
}
