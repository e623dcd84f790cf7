namespace Stoker.Model.Jobs;

/// <summary>How a job stands.</summary>
public enum JobStatus
{
    /// <summary>Started; the log holds no end.</summary>
    Running,

    /// <summary>Ended with success.</summary>
    Succeeded,

    /// <summary>Failed or was cancelled.</summary>
    Failed,
}
