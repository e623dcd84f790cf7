using Stoker.Model.Jobs;
using Stoker.Model.Sql;

namespace Stoker.Advice.Comparison.Matching;

/// <summary>A query with all executions and jobs that it started, or a job of RDD code: what the program asked for at one place.</summary>
internal sealed record WorkUnit
{
    /// <summary>The root execution; absent for a job of RDD code.</summary>
    public ExecutionId? Execution { get; init; }

    /// <summary>Its first job; absent for an execution without a job.</summary>
    public JobId? FirstJob { get; init; }

    /// <summary>Description or call site as logged.</summary>
    public required string Name { get; init; }

    /// <summary>The name without what changes from run to run.</summary>
    public required string Place { get; init; }

    /// <summary>Operators of the plan, or of the lineage, sorted.</summary>
    public required IReadOnlyList<string> Operators { get; init; }

    /// <summary>Stages that ran, ascending.</summary>
    public required IReadOnlyList<StageWork> Stages { get; init; }

    /// <summary>Rows that leaves of the plan gave: scans, ranges, caches; absent when nothing reported them.</summary>
    public double? LeafRows { get; init; }

    /// <summary>Files and ranges that it reads; absent where its plan does not name all of them.</summary>
    public IReadOnlySet<string>? Sources { get; init; }

    /// <summary>Time on the critical path, in ms, in which its jobs ran and none of their stages did.</summary>
    public double DriverTime { get; init; }

    /// <summary>Its place among the units of its run, from 0, in the order in which they began.</summary>
    public int Position { get; init; }

    /// <summary>Whether all that belongs to it ended before the log did.</summary>
    public bool IsFinished { get; init; } = true;

    public string Signature => $"{Place}|{string.Join(',', Operators)}";
}
