namespace Stoker.Model.Tasks;

/// <summary>How a task attempt stands, as the Spark UI shows it.</summary>
public enum TaskAttemptStatus
{
    /// <summary>Started; the log holds no end.</summary>
    Running,

    /// <summary>Ended with success.</summary>
    Success,

    /// <summary>Ended with a failure that counts towards <c>spark.task.maxFailures</c>, or with a lost executor.</summary>
    Failed,

    /// <summary>Killed on purpose: a speculative twin won, the stage was cancelled, or the commit was denied.</summary>
    Killed,
}
