namespace Stoker.Model.Sql;

/// <summary>How a SQL execution stands, as in Spark's REST API.</summary>
public enum SqlExecutionStatus
{
    /// <summary>Started; the log holds no end.</summary>
    Running,

    /// <summary>Ended with success.</summary>
    Completed,

    /// <summary>Ended with an error, or one of its jobs failed.</summary>
    Failed,
}
