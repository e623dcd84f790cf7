using Stoker.Model.Sql;
using Stoker.Model.Tasks;
using Stoker.Model.Units;

namespace Stoker.Reports.Costs;

/// <summary>What a SQL execution cost: the sum of the stage attempts that ran for its jobs.</summary>
internal sealed record SqlCost
{
    public required SqlExecution Execution { get; init; }

    /// <summary>From start to end; absent when the log lacks its start.</summary>
    public Milliseconds? WallTime { get; init; }

    /// <summary>Stage attempts that ran for it.</summary>
    public required IReadOnlyList<StageCost> Stages { get; init; }

    public Milliseconds TaskTime => new(Stages.Sum(stage => stage.TaskTime.Value));

    public long TaskAttempts => Stages.Sum(stage => (long)stage.Stage.Tasks.Count);

    public Bytes? Sum(params ReadOnlySpan<TaskMetric> metrics)
    {
        long sum = 0;
        foreach (var stage in Stages)
        {
            sum += stage.Sum(metrics)?.Value ?? 0;
        }

        return sum > 0 ? new Bytes(sum) : null;
    }
}
