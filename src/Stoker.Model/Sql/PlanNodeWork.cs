using Stoker.Model.Units;

namespace Stoker.Model.Sql;

/// <summary>What a node of a plan did, from its metrics. What no metric tells is absent.</summary>
public sealed record PlanNodeWork
{
    /// <summary>The node.</summary>
    public required PlanGraphNode Node { get; init; }

    /// <summary>
    /// The largest of its metrics of time, summed over tasks; absent where the operator has none. That of a cluster of generated code holds the time of
    /// its members and of the input that it pulled, so times of nodes do not add up.
    /// </summary>
    public Milliseconds? Time { get; init; }

    /// <summary>Spark's name of that metric, such as <c>sort time</c>.</summary>
    public string? TimeName { get; init; }

    /// <summary>Whether that time holds the time of the operators below too, as that of Photon's does: then it says nothing of the operator alone.</summary>
    public bool IsCumulative { get; init; }

    /// <summary>Whether the driver measured that time, so that it is not of the time in tasks.</summary>
    public bool IsDriverTime { get; init; }

    /// <summary>Rows that it gave (<c>number of output rows</c>, or records written for a shuffle).</summary>
    public long? Rows { get; init; }

    /// <summary>Bytes that it passed on: <c>data size</c>, shuffle bytes written, or size of files read.</summary>
    public Bytes? Data { get; init; }

    /// <summary>Bytes that it spilled (<c>spill size</c>).</summary>
    public Bytes? Spilled { get; init; }

    /// <summary>Stage attempts whose tasks reported a metric of it, ascending; empty where none did.</summary>
    public IReadOnlyList<Stages.StageAttemptId> Stages { get; init; } = [];
}
