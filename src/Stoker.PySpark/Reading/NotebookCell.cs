namespace Stoker.PySpark.Reading;

/// <summary>One code cell of a notebook within the joined text.</summary>
/// <param name="Index">0-based number of the cell in the notebook, counting all cells.</param>
/// <param name="FirstLine">1-based first line of the cell in the joined text.</param>
/// <param name="LineCount">How many lines it has there.</param>
/// <param name="Tags">The tags of the cell's metadata.</param>
public sealed record NotebookCell(int Index, int FirstLine, int LineCount, IReadOnlyList<string> Tags);
