namespace Stoker.Model.TimeSplit;

/// <summary>What a stretch of the critical path was spent on.</summary>
public enum CriticalCause
{
    /// <summary>From the application's start to its first job: session start, imports, listing files, planning.</summary>
    DriverBeforeFirstJob,

    /// <summary>No job ran: planning, collecting, the program's own code, sleeping.</summary>
    DriverBetweenJobs,

    /// <summary>A job ran and none of its stages did: scheduling, building broadcasts, adaptive planning.</summary>
    DriverInJob,

    /// <summary>From the last job to the application's end: collecting, committing, the program's own code.</summary>
    DriverAfterLastJob,

    /// <summary>A stage had tasks to launch and no executor was there.</summary>
    WaitingForExecutors,

    /// <summary>A stage had tasks to launch, and slots were free for most of the time: locality wait, dispatch, few tasks launched at once.</summary>
    WaitingForLaunch,

    /// <summary>A stage's tasks filled the slots before its last task began.</summary>
    StageWork,

    /// <summary>The task of a stage that ended last ran.</summary>
    LastTask,
}
