namespace Stoker.Reports.Html.Markup;

/// <summary>Something that a page shows: a record of what, and how it is written. Same record, same bytes.</summary>
public interface IHtmlComponent
{
    /// <summary>Writes it.</summary>
    void Write(HtmlWriter html);
}
