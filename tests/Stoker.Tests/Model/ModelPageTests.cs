using Stoker.Model.Sql;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Model;

/// <summary>The examples of docs/internals/model.md, compiled and run.</summary>
public sealed class ModelPageTests
{
    [Fact]
    public void Examples_OfThePage_AnswerWhatTheySay()
    {
        var application = new LogBuilder().Line(SmallLog.Text.TrimEnd('\n')).Read();
        List<string> lines = [];

        foreach (var stage in application.Stages.Where(stage => stage.Tasks.Count > 0))
        {
            var row = Enumerable.Range(0, stage.Tasks.Count).MaxBy(row => stage.Tasks.Duration(row));
            lines.Add($"{stage.Id}: {stage.Tasks.Duration(row)} on {stage.Tasks.ExecutorId(row)}");
        }

        var bytesRead = application.FindStage(new StageAttemptId(new StageId(1), 0))?.Totals[TaskMetric.InputBytesRead];

        var stage1 = application.Stages[1];
        var runTimes = stage1.Tasks.Metric(TaskMetric.ExecutorRunTime);
        var total = Enumerable.Range(0, stage1.Tasks.Count).Where(row => stage1.Tasks.Status(row) == TaskAttemptStatus.Success).Sum(row => runTimes?[row] ?? 0);

        var execution = application.FindSqlExecution(new ExecutionId(0)) ?? throw new InvalidOperationException("The log has an execution.");
        foreach (var node in execution.Plan.Graph?.Nodes ?? [])
        {
            foreach (var metric in node.Metrics.Where(metric => metric.Name == "number of output rows"))
            {
                lines.Add($"{node.Id} {node.Name}: {execution.Total(metric)?.Sum}");
            }
        }

        // Task 10 took 70 ms; three attempts read 100 bytes each, two succeeded with 40 ms; the node gave 5 + 9 rows.
        Assert.Equal(["1.0: 70 ms on 1", "1 Project: 14"], lines);
        Assert.Equal((300L, 80L), (bytesRead, total));
    }

    [Fact]
    public void Examples_OfThePage_AreThoseOfThisTest()
    {
        var here = Normalize(File.ReadAllText(Repository.Path("tests", "Stoker.Tests", "Model", "ModelPageTests.cs")));
        var blocks = File.ReadAllText(Repository.Path("docs", "internals", "model.md")).Split("```csharp")[1..].Select(part => Normalize(part.Split("```")[0])).ToList();
        Assert.Equal(4, blocks.Count);
        Assert.All(blocks, block => Assert.Contains(block, here, StringComparison.Ordinal));
    }

    private static string Normalize(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));
}
