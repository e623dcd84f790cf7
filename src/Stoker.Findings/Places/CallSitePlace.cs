using System.Globalization;

namespace Stoker.Findings.Places;

/// <summary>A line of the program as the log names it: <c>job.py:42</c>.</summary>
/// <param name="File">File name or path as logged.</param>
/// <param name="Line">1-based line.</param>
public sealed record CallSitePlace(string File, int Line) : Place
{
    /// <inheritdoc/>
    public override string SortKey => string.Create(CultureInfo.InvariantCulture, $"line {File}:{Line:D8}");
}
