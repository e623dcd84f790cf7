namespace Stoker.PySpark.Flow;

/// <summary>What the source says about how many rows a frame has, the least first.</summary>
internal enum FrameBound
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Fewer than went in: one for each group, a sample.</summary>
    Grouped,

    /// <summary>A few: a limit, one row of aggregates, the answer to a command, rows that the driver made.</summary>
    Few,
}
