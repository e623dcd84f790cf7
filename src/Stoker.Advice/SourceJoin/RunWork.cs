using Stoker.Model.Jobs;
using Stoker.Model.Sql;
using Stoker.Model.Stages;

namespace Stoker.Advice.SourceJoin;

/// <summary>What one call of the program started: a SQL execution with those that it started itself, or a job of RDD code.</summary>
public sealed record RunWork
{
    /// <summary>Its SQL executions, the first one first; empty for RDD code.</summary>
    public required IReadOnlyList<ExecutionId> Executions { get; init; }

    /// <summary>Its jobs, ascending.</summary>
    public required IReadOnlyList<JobId> Jobs { get; init; }

    /// <summary>The stage attempts that ran first for these jobs: each stage attempt of an application belongs to one work at most.</summary>
    public required IReadOnlyList<StageAttemptId> Stages { get; init; }

    /// <summary>The method that was called, as Python names it; <c>read.csv</c> for a reader; absent when the log does not tell.</summary>
    public string? Method { get; init; }

    /// <summary>Lines of the program in it.</summary>
    public required IReadOnlyList<LoggedCallSite> CallSites { get; init; }

    /// <summary>Descriptions, groups and tags that the program gave its jobs.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>Words and numbers of its plan, in lower case; empty without a plan.</summary>
    internal IReadOnlySet<string> Words { get; init; } = new HashSet<string>();

    /// <summary>Stages in which a Python function ran, by its name in the plan.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<StageAttemptId>> Functions { get; init; } = new Dictionary<string, IReadOnlyList<StageAttemptId>>();
}
