using Stoker.Model.Jobs;

namespace Stoker.Simulation.Programs;

/// <summary>A job as it is replayed: what it waits for, how long the driver takes until then, and its stages. Milliseconds.</summary>
internal sealed class ReplayJob
{
    public required JobId Id { get; init; }

    /// <summary>Scheduling pool; counts with <c>spark.scheduler.mode=FAIR</c>.</summary>
    public required string Pool { get; init; }

    /// <summary>The job whose end lets this one start, by position; -1 for the start of the program.</summary>
    public required int After { get; init; }

    /// <summary>Driver time between that and the job's start: it never shrinks with more slots.</summary>
    public required double GapMs { get; init; }

    /// <summary>Stages that ran in it, by position, ascending by stage id.</summary>
    public required int[] Stages { get; init; }

    /// <summary>From the end of its last stage to its own; its whole time where it ran no stage.</summary>
    public required double EndMs { get; init; }

    /// <summary>Whether another job ended at nearly the same time as the one it is taken to wait for.</summary>
    public bool IsAmbiguous { get; init; }
}
