namespace Stoker.Reports.Html.Tables;

/// <summary>A cell: ready text, empty for what is absent.</summary>
/// <param name="Text">What it shows.</param>
/// <param name="Value">The number behind the text, to sort by; absent for text.</param>
/// <param name="Link">Anchor in the same page; absent for none.</param>
internal readonly record struct HtmlCell(string Text, double? Value = null, string? Link = null)
{
    /// <summary>Text alone.</summary>
    public static implicit operator HtmlCell(string text) => new(text);
}
