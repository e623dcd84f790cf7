namespace Stoker.Reports.Html.Tables;

/// <summary>A column of an <see cref="HtmlTable"/>.</summary>
/// <param name="Title">Its heading, with the unit where cells have none.</param>
/// <param name="Kind">How its cells are set.</param>
internal sealed record HtmlColumn(string Title, ColumnKind Kind = ColumnKind.Number);
