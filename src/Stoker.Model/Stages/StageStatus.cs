namespace Stoker.Model.Stages;

/// <summary>How a stage attempt stands, as in Spark's REST API.</summary>
public enum StageStatus
{
    /// <summary>Submitted; the log holds no completion.</summary>
    Active,

    /// <summary>Completed.</summary>
    Complete,

    /// <summary>Failed.</summary>
    Failed,

    /// <summary>Waits for its parents.</summary>
    Pending,

    /// <summary>Not run since its output was there.</summary>
    Skipped,
}
