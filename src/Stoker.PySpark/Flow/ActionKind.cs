namespace Stoker.PySpark.Flow;

/// <summary>What an action does with the rows.</summary>
internal enum ActionKind
{
    /// <summary>Brings all rows to the driver.</summary>
    Collect,

    /// <summary>Brings a few rows.</summary>
    Take,
    Count,
    Show,
    Write,

    /// <summary>Runs Python or a fold on the rows.</summary>
    Other,
}
