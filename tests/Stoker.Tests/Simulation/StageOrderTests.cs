using Stoker.Model.Tasks;
using Stoker.Simulation.Programs;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Simulation;

public sealed class StageOrderTests
{
    private const long T = 1_000_000;

    // Index 2 is launched first, 0 and 1 together.
    [Fact]
    public void InOrderOfLaunch_EachIndexOnce_IsByLaunchAndThenByIndex()
    {
        var tasks = Tasks((1, T + 10, "Success"), (2, T, "Success"), (0, T + 10, "Success"));

        Assert.Equal([2, 0, 1], StageReader.InOrderOfLaunch(tasks)!.Select(tasks.Index)); // Each was tried once.
    }

    // A failed attempt and its second try; an index twice; an index that no stage of so many tasks has.
    [Theory]
    [InlineData(0, "ExceptionFailure", 0)]
    [InlineData(0, "Success", 0)]
    [InlineData(0, "Success", 7)]
    public void InOrderOfLaunch_TriedAgain_IsNotToldSo(int first, string reason, int second) => Assert.Null(StageReader.InOrderOfLaunch(Tasks((first, T, reason), (second, T + 10, "Success"))));

    private static TaskTable Tasks(params (int Index, long Launch, string Reason)[] tasks)
    {
        var log = new LogBuilder().LogStart("3.5.0").ApplicationStart("app", "order", T).ExecutorAdded("1", T).JobStart(0, T, [(0, tasks.Length)]).StageSubmitted(0, tasks.Length, T);
        for (var task = 0; task < tasks.Length; task++)
        {
            log.TaskStart(0, task, tasks[task].Index, tasks[task].Launch).TaskEnd(0, task, tasks[task].Index, tasks[task].Launch, tasks[task].Launch + 100 + task, reason: $"{{\"Reason\":\"{tasks[task].Reason}\"}}", failed: tasks[task].Reason != "Success");
        }

        return log.StageCompleted(0, tasks.Length, T, T + 1000).JobEnd(0, T + 1000).ApplicationEnd(T + 1000).Read().Stages[0].Tasks;
    }
}
