using Stoker.Model.Units;

namespace Stoker.Model.TimeSplit;

/// <summary>
/// Core time in phases without overlap: what the task attempts of a scope did, what others did on the slots while it lasted, and slots that ran
/// nothing. The phases add up to the slots times the time that the scope lasted.
/// </summary>
public sealed record CoreSplit
{
    /// <summary>Duration of attempts less all that is known of them, never negative.</summary>
    public Milliseconds SchedulerDelay { get; init; }

    /// <summary>Executor Deserialize Time.</summary>
    public Milliseconds Deserialization { get; init; }

    /// <summary>
    /// Time in Python workers while the JVM's thread of the task neither computed nor waited for anything known; at most that, if
    /// <see cref="IsPythonBound"/>.
    /// </summary>
    public Milliseconds Python { get; init; }

    /// <summary>Of <see cref="Python"/>, what is certain: all of it where Spark logs the time of one Python operator a task, 0 where it logs none.</summary>
    public Milliseconds PythonAtLeast { get; init; }

    /// <summary>Whether <see cref="Python"/> is an upper bound, of which the rest is compute: Spark logs no time, or that of operators that may overlap.</summary>
    public bool IsPythonBound => PythonAtLeast < Python;

    /// <summary>JVM GC Time.</summary>
    public Milliseconds GarbageCollection { get; init; }

    /// <summary>Fetch Wait Time.</summary>
    public Milliseconds ShuffleReadWait { get; init; }

    /// <summary>Shuffle Write Time.</summary>
    public Milliseconds ShuffleWrite { get; init; }

    /// <summary>The rest of Executor Run Time.</summary>
    public Milliseconds Compute { get; init; }

    /// <summary>Result Serialization Time.</summary>
    public Milliseconds ResultSerialization { get; init; }

    /// <summary>Time to fetch results that were too large for the status message.</summary>
    public Milliseconds GettingResult { get; init; }

    /// <summary>Whole duration of attempts that failed or were killed.</summary>
    public Milliseconds FailedAttempts { get; init; }

    /// <summary>Slots that ran tasks of other scopes while this one lasted; zero for the application.</summary>
    public Milliseconds OtherWork { get; init; }

    /// <summary>Slot time in which no task ran.</summary>
    public Milliseconds Idle { get; init; }

    /// <summary>Core time in which the scope's own attempts ran.</summary>
    public Milliseconds Running => SchedulerDelay + Deserialization + Python + GarbageCollection + ShuffleReadWait + ShuffleWrite + Compute
        + ResultSerialization + GettingResult + FailedAttempts;

    /// <summary>The whole.</summary>
    public Milliseconds Total => Running + OtherWork + Idle;

    /// <summary>Both together.</summary>
    public static CoreSplit operator +(CoreSplit left, CoreSplit right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new CoreSplit
        {
            SchedulerDelay = left.SchedulerDelay + right.SchedulerDelay,
            Deserialization = left.Deserialization + right.Deserialization,
            Python = left.Python + right.Python,
            PythonAtLeast = left.PythonAtLeast + right.PythonAtLeast,
            GarbageCollection = left.GarbageCollection + right.GarbageCollection,
            ShuffleReadWait = left.ShuffleReadWait + right.ShuffleReadWait,
            ShuffleWrite = left.ShuffleWrite + right.ShuffleWrite,
            Compute = left.Compute + right.Compute,
            ResultSerialization = left.ResultSerialization + right.ResultSerialization,
            GettingResult = left.GettingResult + right.GettingResult,
            FailedAttempts = left.FailedAttempts + right.FailedAttempts,
            OtherWork = left.OtherWork + right.OtherWork,
            Idle = left.Idle + right.Idle,
        };
    }
}
