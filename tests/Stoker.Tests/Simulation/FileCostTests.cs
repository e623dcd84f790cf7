using Stoker.Simulation.Changes;
using Stoker.Simulation.Programs;

namespace Stoker.Tests.Simulation;

public sealed class FileCostTests
{
    private static readonly InputScan Small = new(Files: 16, Bytes: 16 * 5_000);

    // Sixteen tasks of one file of 5000 bytes and 50 ms: opening 5 ms and a quarter for the bytes leave 44.75 ms to the task; a store in the network has 15 ms.
    [Theory]
    [InlineData(true, 1, 44.75 / 50)]
    [InlineData(true, 2, 39.5 / 50)]
    [InlineData(false, 1, 34.75 / 50)]
    public void Of_TasksThatReadAlike_TakesWhatOpeningCosts(bool isLocal, double factor, double expected)
    {
        var (share, isTold) = Cost(Stage([.. Enumerable.Repeat(50f, 16)], [.. Enumerable.Repeat(5_000f, 16)], Small), isLocal, factor);

        Assert.Equal(expected, share, 6);
        Assert.False(isTold);
    }

    // Eight tasks of a file and 50 ms, eight of four files and 80 ms: 10 ms a file, and 40 ms without any, of 65 ms on average.
    [Fact]
    public void Of_TasksOfMoreAndOfFewerFiles_TellWhatATaskCosts()
    {
        var stage = Stage([.. Enumerable.Repeat(50f, 8), .. Enumerable.Repeat(80f, 8)], [.. Enumerable.Repeat(5_000f, 8), .. Enumerable.Repeat(20_000f, 8)], new InputScan(40, 200_000));

        var (share, isTold) = Cost(stage, isLocal: false, factor: 1);

        Assert.Equal(40.0 / 65, share, 6);
        Assert.True(isTold);
    }

    // Files of 4 MiB cost by their bytes; four files in sixteen tasks are cut, not packed; Python may take its time for rows.
    [Fact]
    public void Of_FilesThatAreLargeOrCutOrReadByPython_TellsNothing()
    {
        float[] times = [.. Enumerable.Repeat(50f, 16)], bytes = [.. Enumerable.Repeat(5_000f, 16)];

        Assert.Null(FileCost.Of(Stage(times, bytes, new InputScan(16, 64L << 20)), times, isLocal: true, factor: 1));
        Assert.Null(FileCost.Of(Stage(times, bytes, new InputScan(4, 80_000)), times, isLocal: true, factor: 1));
        Assert.Null(FileCost.Of(Stage(times, bytes, Small) with { RunsPython = true }, times, isLocal: true, factor: 1));
    }

    // Four tasks of 50 ms that each pay 45 ms for themselves: two of them pay 45 ms, and 5 ms for each of two files.
    [Fact]
    public void ToShare_HalfTheTasks_PayForThemselvesOnce() => Assert.Equal([55f, 55f], Resizing.ToShare([50, 50, 50, 50], 2, 0.9).Select(ms => MathF.Round(ms, 3)));

    private static (double Share, bool IsTold) Cost(ReplayStage stage, bool isLocal, double factor) => FileCost.Of(stage, stage.WarmMs, isLocal, factor) ?? throw new Xunit.Sdk.XunitException("no cost");

    private static ReplayStage Stage(float[] times, float[] bytes, InputScan scan) => ProgramSketch.OneTask() with { WarmMs = times, RunMs = times, InputBytes = bytes, Scan = scan };
}
