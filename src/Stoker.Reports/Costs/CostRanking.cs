using Stoker.Model;
using Stoker.Model.Jobs;
using Stoker.Model.Sql;
using Stoker.Model.Stages;
using Stoker.Model.Units;

namespace Stoker.Reports.Costs;

/// <summary>
/// Stages and SQL executions in the order of what they cost. Cost has two sides, core time that is paid and wall time that is waited for;
/// the order is by the sum of the shares of both, so that neither a wide stage nor a long one with a single task is missed.
/// </summary>
internal sealed record CostRanking
{
    /// <summary>Share of the application's wall time from which a SQL execution without tasks is told.</summary>
    private const double LongShare = 0.02;

    public required IReadOnlyList<SqlCost> SqlExecutions { get; init; }

    /// <summary>The same without those that ran no task, which are views and commands, or enclose the one that did the work. One that took long by itself stays.</summary>
    public IEnumerable<SqlCost> SqlExecutionsOfOwn
    {
        get
        {
            var ran = SqlExecutions.Where(cost => cost.TaskAttempts > 0).Select(cost => cost.Execution).ToList();
            return ran.Count == 0 ? SqlExecutions
                : SqlExecutions.Where(cost => cost.TaskAttempts > 0 || (cost.WallTime?.Value >= LongShare * WallTime.Value && !ran.Exists(other => Encloses(cost.Execution, other))));
        }
    }

    public required IReadOnlyList<StageCost> Stages { get; init; }

    /// <summary>Sum of the durations of all task attempts of the application.</summary>
    public required Milliseconds TaskTime { get; init; }

    public required Milliseconds WallTime { get; init; }

    public static CostRanking Of(Application application)
    {
        var last = application.EndOrLastEventTime;
        var stages = application.Stages.Select(stage => StageCost.Of(stage, last)).OfType<StageCost>().Select(cost => cost with { Execution = ExecutionOf(cost.Stage, application) }).ToList();
        var taskTime = Math.Max(1, stages.Sum(stage => stage.TaskTime.Value));
        var wallTime = Math.Max(1, (last - application.StartTime).Value);
        var stagesOfJobs = stages.SelectMany(stage => stage.Stage.Jobs.Select(job => (Job: job, Stage: stage))).ToLookup(pair => pair.Job, pair => pair.Stage);
        return new CostRanking
        {
            TaskTime = new Milliseconds(taskTime),
            WallTime = new Milliseconds(wallTime),
            Stages = [.. stages.OrderByDescending(stage => Cost(stage.TaskTime, stage.WallTime)).ThenBy(stage => stage.Stage.Id)],
            SqlExecutions =
            [
                .. application.SqlExecutions.Select(execution => new SqlCost
                {
                    Execution = execution,
                    WallTime = execution.StartTime is { } start ? (execution.EndTime ?? last) - start : null,
                    Stages = [.. execution.Jobs.SelectMany(job => Own(job, stagesOfJobs)).Distinct()],
                }).OrderByDescending(execution => Cost(execution.TaskTime, execution.WallTime)).ThenBy(execution => execution.Execution.Id),
            ],
        };

        double Cost(Milliseconds tasks, Milliseconds? wall) => (tasks.Value / (double)taskTime) + ((wall?.Value ?? 0) / (double)wallTime);
    }

    private static bool Encloses(SqlExecution outer, SqlExecution inner) => outer.StartTime <= inner.StartTime && inner.EndTime <= outer.EndTime;

    private static SqlExecution? ExecutionOf(StageAttempt stage, Application application) =>
        stage.Jobs.Count > 0 && application.FindJob(stage.Jobs[0])?.Execution is { } id ? application.FindSqlExecution(id) : null;

    /// <summary>Stages that a job ran itself: those that an earlier job ran for it too are on that one's bill.</summary>
    private static IEnumerable<StageCost> Own(JobId job, ILookup<JobId, StageCost> stagesOfJobs) => stagesOfJobs[job].Where(stage => stage.Stage.Jobs[0] == job);
}
