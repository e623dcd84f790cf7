using System.Globalization;

namespace Stoker.Findings.Places;

/// <summary>A piece of Python source. Columns count UTF-16 units; the end is exclusive.</summary>
/// <param name="File">Path with forward slashes, relative to where the run started.</param>
/// <param name="Line">1-based first line. In a Jupyter notebook: line of the JSON file.</param>
/// <param name="Column">1-based first column. In a Jupyter notebook: column within the line of the cell.</param>
/// <param name="EndLine">1-based last line.</param>
/// <param name="EndColumn">1-based column behind the last character.</param>
/// <param name="Cell">0-based number of the notebook cell; absent in a plain file.</param>
/// <param name="CellLine">1-based line within that cell; absent in a plain file.</param>
/// <param name="Symbol">The function or class that holds the place, such as <c>Loader.run</c>; absent at module level.</param>
public sealed record SourcePlace(string File, int Line, int Column, int EndLine, int EndColumn, int? Cell = null, int? CellLine = null, string? Symbol = null) : Place
{
    /// <inheritdoc/>
    public override string SortKey => string.Create(CultureInfo.InvariantCulture, $"line {File}:{Line:D8}:{Cell ?? 0:D5}:{CellLine ?? 0:D8}:{Column:D6}");
}
