using Stoker.Simulation.Changes;
using Stoker.Simulation.Programs;

namespace Stoker.Tests.Simulation;

public sealed class TaskCostTests
{
    // 200 rows and 20,000 bytes for each task take 1 ms each at slow rates: of 10 ms 8 are the task's own.
    [Fact]
    public void Of_LittleToRead_IsNearlyAllOfATask() => Assert.Equal(8, Own(Stage(10, bytes: 20_000, rows: 200), Times(10)), 6);

    // A task of a second that reads little works for it in a way that no log tells: 50 ms in the JVM, 100 with Python are taken to be its own.
    [Theory]
    [InlineData(false, 50)]
    [InlineData(true, 100)]
    public void Of_LongTask_IsWorkForTheMostPart(bool runsPython, double expected) =>
        Assert.Equal(expected, Own(Stage(1000, bytes: 20_000, rows: 200) with { RunsPython = runsPython }, Times(1000)), 6);

    // Ten rows take 1 ms with Python, 20,000 bytes another.
    [Fact]
    public void Of_Python_TakesLongerForARow() => Assert.Equal(28, Own(Stage(30, bytes: 20_000, rows: 10) with { RunsPython = true }, Times(30)), 6);

    // Eight tasks of 1 MB and 20 ms, eight of 3 MB and 40 ms: 10 ms for a megabyte, and 10 without any.
    [Fact]
    public void Of_TasksOfMoreAndOfLessBytes_TellIt()
    {
        float[] times = [.. Enumerable.Repeat(20f, 8), .. Enumerable.Repeat(40f, 8)], bytes = [.. Enumerable.Repeat(1_000_000f, 8), .. Enumerable.Repeat(3_000_000f, 8)];

        Assert.Equal(10, Own(ProgramSketch.OneTask() with { WarmMs = times, InputBytes = bytes, RecordsRead = 10 }, times), 6);
    }

    // Where the log does not tell rows, half of the smallest is all that is sure; no more than 50 ms.
    [Theory]
    [InlineData(10, 5)]
    [InlineData(1000, 50)]
    public void Of_RowsThatNobodyCounted_IsHalfOfTheSmallest(float ms, double expected) =>
        Assert.Equal(expected, Own(Stage(ms, bytes: 20_000, rows: 0) with { RecordsRead = null }, Times(ms)), 6);

    // Few tasks are first ones for the most part: what is usual in the JVM, on a cluster what they wait for beside their run time where that is more; 50 ms with Python. They pay no more than
    // the shortest took, others will pay all of it.
    [Theory]
    [InlineData(false, true, 26, 26)]
    [InlineData(false, false, 40, 40)]
    [InlineData(true, false, 50, 50)]
    public void Of_FewTasks_IsWhatIsUsual(bool runsPython, bool isLocal, double paid, double pays) =>
        Assert.Equal((paid, pays), TaskCost.Of(ProgramSketch.OneTask(runsPython) with { OverheadMs = 40 }, [80, 90], usualMs: 26, isLocal));

    [Fact]
    public void Of_FewShortTasks_PayNoMoreThanTheyTook() => Assert.Equal((5.0, 26.0), TaskCost.Of(ProgramSketch.OneTask(), [5, 90], usualMs: 26, isLocal: true));

    private static double Own(ReplayStage stage, float[] tasks) => TaskCost.Of(stage, tasks, usualMs: 4, isLocal: true).PaidMs;

    private static float[] Times(float ms) => [.. Enumerable.Repeat(ms, 16)];

    /// <summary>Sixteen tasks alike.</summary>
    private static ReplayStage Stage(float ms, float bytes, long rows) =>
        ProgramSketch.OneTask() with { WarmMs = Times(ms), RunMs = Times(ms), InputBytes = [.. Enumerable.Repeat(bytes, 16)], RecordsRead = 16 * rows };
}
