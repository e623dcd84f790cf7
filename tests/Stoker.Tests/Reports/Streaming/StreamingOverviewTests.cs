using Stoker.Model.Streaming;
using Stoker.Model.Units;
using Stoker.Reports.Streaming;

namespace Stoker.Tests.Reports.Streaming;

public sealed class StreamingOverviewTests
{
    [Fact]
    public void Of_ThreeBatches_PutsThemTogether()
    {
        var overview = StreamingOverview.Of(Query(
            Batch(0, at: 0, duration: 500, rows: 1000, addBatch: 400, walCommit: 50, stateRows: 10, late: 0),
            Batch(1, at: 1000, duration: 300, rows: 200, addBatch: 250, walCommit: 30, stateRows: 12, late: 3),
            Batch(2, at: 3000, duration: 200, rows: 400, addBatch: 150, walCommit: 20, stateRows: 15, late: 4)));

        Assert.Equal(3, overview.Batches);
        Assert.Equal((new Milliseconds(300), new Milliseconds(500)), (overview.MedianBatch, overview.LongestBatch));
        Assert.Equal([KeyValuePair.Create("addBatch", new Milliseconds(800)), KeyValuePair.Create("walCommit", new Milliseconds(100))], overview.Parts);
        Assert.Equal(1600, overview.InputRows);
        Assert.Equal(1600.0, overview.ProcessedRowsPerSecond);

        // 200 + 400 rows came in the 3 s after the first trigger; what the first batch read had waited for an unknown time.
        Assert.Equal(200.0, overview.ArrivedRowsPerSecond);
        Assert.Equal((15L, 7L, null), (overview.StateRows, overview.LateRows, overview.StateMemory));
    }

    [Fact]
    public void Of_BatchReportedTwice_CountsItsLastReport()
    {
        var overview = StreamingOverview.Of(Query(
            Batch(7, at: 0, duration: 500, rows: 1000, addBatch: 400, walCommit: 50, stateRows: 10, late: 0),
            Batch(7, at: 0, duration: 600, rows: 1000, addBatch: 500, walCommit: 50, stateRows: 10, late: 0)));

        Assert.Equal((1, 1000L, new Milliseconds(600)), (overview.Batches, overview.InputRows, overview.LongestBatch));
    }

    [Fact]
    public void Of_NoBatch_LeavesAbsentWhatNobodyTold()
    {
        var overview = StreamingOverview.Of(Query());

        Assert.Equal(0, overview.Batches);
        Assert.Null(overview.MedianBatch);
        Assert.Null(overview.ProcessedRowsPerSecond);
        Assert.Null(overview.ArrivedRowsPerSecond);
        Assert.Null(overview.StateRows);
        Assert.Null(overview.LateRows);
    }

    private static StreamingQuery Query(params StreamingProgress[] progress) => new() { Id = "q", RunId = "r", Progress = progress };

    private static StreamingProgress Batch(long id, long at, long duration, long rows, long addBatch, long walCommit, long stateRows, long late) => new()
    {
        BatchId = id,
        Time = new Timestamp(1_700_000_000_000 + at),
        Duration = new Milliseconds(duration),
        DurationMs = new Dictionary<string, long> { ["addBatch"] = addBatch, ["walCommit"] = walCommit, ["triggerExecution"] = duration },
        Sources = [new StreamingSource("rate", rows, null, null)],
        StateOperators = [new StreamingStateOperator("dedupe", stateRows, null, null, late, null)],
    };
}
