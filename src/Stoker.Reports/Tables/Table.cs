namespace Stoker.Reports.Tables;

/// <summary>Columns and rows of ready text, for every form of output. An empty cell is a value that the log does not have.</summary>
internal sealed class Table(params Column[] columns)
{
    private readonly List<string[]> _rows = [];

    public IReadOnlyList<Column> Columns { get; } = columns;

    public IReadOnlyList<IReadOnlyList<string>> Rows => _rows;

    public void Add(params string[] cells)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(cells.Length, Columns.Count);
        _rows.Add(cells);
    }

    /// <summary>Positions of columns that hold something in some row.</summary>
    public IEnumerable<int> FilledColumns() => Enumerable.Range(0, Columns.Count).Where(column => _rows.Exists(row => row[column].Length > 0));
}
