namespace Stoker.Model.Tasks;

/// <summary>Why a task attempt ended (key <c>Task End Reason</c>; source: TaskEndReason.scala).</summary>
public enum TaskEndReason
{
    /// <summary>The log holds no end of the attempt.</summary>
    None,

    /// <summary>It succeeded.</summary>
    Success,

    /// <summary>A finished map task had to run again because its executor was lost.</summary>
    Resubmitted,

    /// <summary>Shuffle data could not be fetched; the map stage is retried.</summary>
    FetchFailed,

    /// <summary>The code threw.</summary>
    ExceptionFailure,

    /// <summary>The result was lost before the driver got it.</summary>
    TaskResultLost,

    /// <summary>Killed on purpose.</summary>
    TaskKilled,

    /// <summary>The driver refused the commit since another attempt had committed.</summary>
    TaskCommitDenied,

    /// <summary>The executor died.</summary>
    ExecutorLostFailure,

    /// <summary>The executor was shutting down (Spark 4).</summary>
    ExecutorShutdownFailure,

    /// <summary>Spark could not tell, or a reason that this version of Stoker does not know.</summary>
    Unknown,
}
