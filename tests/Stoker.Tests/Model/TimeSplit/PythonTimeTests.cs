using System.Text;
using Stoker.Model;
using Stoker.Model.Sql;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;
using Stoker.Model.TimeSplit;
using static Stoker.Tests.Model.TimeSplit.Applications;

namespace Stoker.Tests.Model.TimeSplit;

public sealed class PythonTimeTests
{
    /// <summary>1000 ms: 900 of run time, 100 of GC, 50 of shuffle write, 200 on the CPU; 700 may have been waited for Python.</summary>
    private static readonly Attempt Task = new(
        0,
        1000,
        (TaskMetric.ExecutorRunTime, 900),
        (TaskMetric.JvmGcTime, 100),
        (TaskMetric.ShuffleWriteTime, 50_000_000),
        (TaskMetric.ExecutorCpuTime, 200_000_000));

    [Fact]
    public void Of_StageWithoutPython_IsExactlyZero() => Assert.Equal((0, 0), Python(Plan("Filter", 1, "scan time"), [Rdd("MapPartitionsRDD", "WholeStageCodegen (1)")]));

    [Fact]
    public void Of_RddCode_IsAtMostWhatTheThreadDidNotComputeOrKnowinglyWait()
    {
        // 900 run less 100 GC less 200 CPU = 600, less than the 750 that GC and shuffle write leave.
        Assert.Equal((0, 600), Python(null, [Rdd("PythonRDD")]));
    }

    [Fact]
    public void Of_RddCodeWithoutCpuTime_IsAtMostTheRunTimeThatIsLeft()
    {
        var task = new Attempt(0, 1000, (TaskMetric.ExecutorRunTime, 900), (TaskMetric.ShuffleFetchWaitTime, 300));

        Assert.Equal((0, 600), Python(null, [Rdd("PythonRDD")], task));
    }

    [Fact]
    public void Of_OperatorThatLogsItsTime_IsMeasured() =>
        Assert.Equal((450, 450), Python(Plan("ArrowEvalPython", 1, "time to run Python workers"), [Rdd("MapPartitionsRDD", "ArrowEvalPython")], Task, (1, [450])));

    [Fact]
    public void Of_OperatorThatStartedItsWorker_CountsTheStartToo()
    {
        // 150 to start and 80 to initialize, then 220 of code.
        var plan = Plan("ArrowEvalPython", 1, "time to run Python workers", "time to execute Python code");

        Assert.Equal((450, 450), Python(plan, [Rdd("MapPartitionsRDD", "ArrowEvalPython")], Task, (1, [450]), (2, [220])));
    }

    [Fact]
    public void Of_OperatorThatWaitedForTheJvm_IsCutToTheTimeTheThreadDidNotCompute() =>
        Assert.Equal((600, 600), Python(Plan("MapInPandas", 1, "time to run Python workers"), [Rdd("MapPartitionsRDD", "MapInPandas")], Task, (1, [890])));

    [Fact]
    public void Of_ChainedOperators_IsBetweenLongestAndSum()
    {
        var plan = Plan("ArrowEvalPython", 1, "time to run Python workers") with { Below = Plan("BatchEvalPython", 5, "time to run Python workers") };
        Rdd[] rdds = [Rdd("MapPartitionsRDD", "ArrowEvalPython"), Rdd("MapPartitionsRDD", "BatchEvalPython")];

        Assert.Equal((250, 450), Python(plan, rdds, Task, (1, [250]), (5, [200])));
        Assert.Equal((550, 600), Python(plan, rdds, Task, (1, [550]), (5, [540])));
    }

    [Fact]
    public void Of_StageThatReadsCachedRowsOfAPythonNode_IsZero() => Assert.Equal(
        (0, 0),
        Python(Plan("ArrowEvalPython", 1, "time to run Python workers", "number of output rows"), [Rdd("MapPartitionsRDD", "ArrowEvalPython")], Task, (2, [7])));

    [Fact]
    public void Of_StageWhosePlanWasReplaced_IsABoundSinceItsMetricsAreUnknown() =>
        Assert.Equal((0, 600), Python(Plan("ArrowEvalPython", 1, "time to run Python workers"), [Rdd("MapPartitionsRDD", "ArrowEvalPython")], Task, (99, [7])));

    [Fact]
    public void Of_VersionThatLogsNoTimes_IsABound() =>
        Assert.Equal((0, 600), Python(Plan("BatchEvalPython", 1, "data sent to Python workers"), [Rdd("MapPartitionsRDD", "BatchEvalPython")], Task, (1, [7])));

    private static Node Plan(string name, int firstMetric, params string[] metrics) => new(name, firstMetric, metrics);

    private static (long Least, long Most) Python(Node? plan, Rdd[] rdds, Attempt? task = null, params (int Metric, long[] Values)[] reported)
    {
        task ??= Task;
        var stage = Stage(0, 0, 0, 1000, [], task) with { Rdds = rdds, Tasks = Tasks(0, [task], reported) };
        var application = Applications.Of(0, 1000, [Executor("1", 1, 0)], [Job(0, 0, 1000, 0) with { Execution = plan is null ? null : new ExecutionId(0) }], [stage]);
        if (plan is not null)
        {
            application = application with { SqlExecutions = [Execution(plan)] };
        }

        var core = TimeBreakdown.Of(application).ApplicationTime.Core;
        Assert.Equal(1000, core.Total.Value);
        Assert.Equal(core.PythonAtLeast < core.Python, core.IsPythonBound);
        return (core.PythonAtLeast.Value, core.Python.Value);
    }

    private static SqlExecution Execution(Node plan) => new()
    {
        Id = new ExecutionId(0),
        RootId = new ExecutionId(0),
        StartTime = new(0),
        EndTime = new(1000),
        Status = SqlExecutionStatus.Completed,
        Jobs = [new(0)],
        Stages = [new(0)],
        Plan = new SqlPlan(new StoredJson(Encoding.UTF8.GetBytes(plan.ToJson())), null),
    };

    private sealed record Node(string Name, int FirstMetric, string[] Metrics)
    {
        public Node? Below { get; init; }

        public string ToJson()
        {
            var metrics = string.Join(',', Metrics.Select((name, index) => $$"""{"name":"{{name}}","accumulatorId":{{FirstMetric + index}},"metricType":"timing"}"""));
            return $$"""{"nodeName":"{{Name}}","simpleString":"{{Name}}","children":[{{Below?.ToJson()}}],"metadata":{},"metrics":[{{metrics}}]}""";
        }
    }
}
