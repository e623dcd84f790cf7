using Stoker.Model.Sessions;

namespace Stoker.Tests.EventLogs.Building;

/// <summary>Structured Streaming, Spark Connect and the Thrift server.</summary>
public sealed class StreamingAndSessionTests
{
    private const string Streaming = "org.apache.spark.sql.streaming.StreamingQueryListener$";
    private const string Connect = "org.apache.spark.sql.connect.service.SparkListenerConnect";
    private const string Thrift = "org.apache.spark.sql.hive.thriftserver.ui.SparkListenerThriftServer";

    [Fact]
    public void QueryProgress_Events_MakeAQuery()
    {
        var query = Assert.Single(new LogBuilder()
            .Line($$"""{"Event":"{{Streaming}}QueryStartedEvent","id":"i","runId":"r","name":null,"timestamp":"1970-01-01T00:00:01.000Z"}""")
            .Line($$$$"""{"Event":"{{{{Streaming}}}}QueryProgressEvent","progress":{"id":"i","runId":"r","name":"q","timestamp":"1970-01-01T00:00:02.500Z","batchId":3,"batchDuration":40,"durationMs":{"addBatch":30},"eventTime":{"watermark":"w"},"stateOperators":[{"operatorName":"dedupe","numRowsTotal":5,"numRowsUpdated":2,"memoryUsedBytes":9,"customMetrics":{"x":-1}}],"sources":[{"description":"kafka","startOffset":{"t":{"0":1}},"endOffset":null,"numInputRows":7,"inputRowsPerSecond":"NaN","processedRowsPerSecond":2.5}],"sink":{"description":"console","numOutputRows":-1},"observedMetrics":{}}}""")
            .Line($$"""{"Event":"{{Streaming}}QueryIdleEvent","id":"i","runId":"r","timestamp":"1970-01-01T00:00:03.000Z"}""")
            .Line($$"""{"Event":"{{Streaming}}QueryTerminatedEvent","id":"i","runId":"r","exception":null,"errorClassOnException":null}""")
            .Read().StreamingQueries);
        Assert.Equal(("i", "r", "q", 1000L, true, null, 1), (query.Id, query.RunId, query.Name, query.StartTime?.EpochMilliseconds, query.IsTerminated, query.Exception, query.IdleReports));
        var progress = Assert.Single(query.Progress);
        Assert.Equal((3L, 2500L, 40L, 30L, "w", "console", null), (progress.BatchId, progress.Time?.EpochMilliseconds, progress.Duration?.Value, progress.DurationMs["addBatch"], progress.EventTime["watermark"], progress.Sink, progress.OutputRows));
        Assert.Equal(("kafka", 7L, null, 2.5), (progress.Sources[0].Description, progress.Sources[0].InputRows, progress.Sources[0].InputRowsPerSecond, progress.Sources[0].ProcessedRowsPerSecond));
        Assert.Equal(("dedupe", 5L, 9L), (progress.StateOperators[0].Name, progress.StateOperators[0].RowsTotal, progress.StateOperators[0].MemoryUsed?.Value));
    }

    [Theory]
    [InlineData("9223372036854775807")]
    [InlineData("-3")]
    public void QueryProgress_CountThatCannotBe_IsAbsent(string count)
    {
        var line = $$$$"""{"Event":"{{{{Streaming}}}}QueryProgressEvent","progress":{"id":"i","runId":"r","name":"q","timestamp":"1970-01-01T00:00:02.500Z","batchId":3,"stateOperators":[{"operatorName":"dedupe","numRowsTotal":{{{{count}}}},"numRowsUpdated":2,"memoryUsedBytes":{{{{count}}}}}],"sources":[{"description":"kafka","numInputRows":{{{{count}}}}}],"sink":{"description":"console","numOutputRows":{{{{count}}}}}}}""";
        var progress = Assert.Single(new LogBuilder().Line(line).Line(line.Replace("\"batchId\":3", "\"batchId\":4", StringComparison.Ordinal)).Read().StreamingQueries).Progress[0];

        Assert.Equal((0L, null, 2L, null, null), (progress.Sources[0].InputRows, progress.StateOperators[0].RowsTotal, progress.StateOperators[0].RowsUpdated, progress.StateOperators[0].MemoryUsed?.Value, progress.OutputRows));
    }

    [Fact]
    public void ConnectOperation_FromStartToClose_IsOneOperation()
    {
        var application = new LogBuilder()
            .Line($$"""{"Event":"{{Connect}}ServiceStarted","hostAddress":"h","bindingPort":1}""")
            .Line($$$"""{"Event":"{{{Connect}}}SessionStarted","sessionId":"s","userId":"u","eventTime":1,"extraTags":{}}""")
            .Line($$$"""{"Event":"{{{Connect}}}OperationStarted","jobTag":"t","operationId":"o","eventTime":2,"sessionId":"s","userId":"u","userName":"name","statementText":"select 1","sparkSessionTags":[],"extraTags":{}}""")
            .Line($$$"""{"Event":"{{{Connect}}}OperationFinished","jobTag":"t","operationId":"o","eventTime":5,"producedRowCount":9,"extraTags":{}}""")
            .Line($$$"""{"Event":"{{{Connect}}}OperationClosed","jobTag":"t","operationId":"o","eventTime":6,"extraTags":{}}""")
            .Line($$$"""{"Event":"{{{Connect}}}SessionClosed","sessionId":"s","userId":"u","eventTime":7,"extraTags":{}}""")
            .Read();
        var operation = Assert.Single(application.ClientOperations);
        Assert.Equal(("t", ClientServer.Connect, "s", "select 1", 2L, 5L, 6L, 9L), (operation.Id, operation.Server, operation.SessionId, operation.Statement, operation.StartTime?.EpochMilliseconds, operation.FinishTime?.EpochMilliseconds, operation.CloseTime?.EpochMilliseconds, operation.ProducedRows));
        Assert.Equal(("s", 1L, 7L), (application.ClientSessions[0].Id, application.ClientSessions[0].StartTime.EpochMilliseconds, application.ClientSessions[0].CloseTime?.EpochMilliseconds));
        Assert.All(application.Reading.Events, count => Assert.True(count.IsKnown));
    }

    [Fact]
    public void ThriftOperation_Error_KeepsTheMessage()
    {
        var operation = Assert.Single(new LogBuilder()
            .Line($$"""{"Event":"{{Thrift}}OperationStart","id":"o","sessionId":"s","statement":"select","groupId":"g","startTime":3,"userName":"u"}""")
            .Line($$"""{"Event":"{{Thrift}}OperationParsed","id":"o","executionPlan":"p"}""")
            .Line($$"""{"Event":"{{Thrift}}OperationError","id":"o","errorMsg":"bad","errorTrace":"t","finishTime":8}""")
            .Read().ClientOperations);
        Assert.Equal((ClientServer.Thrift, "Error", "bad", 3L, 8L, "u"), (operation.Server, operation.State, operation.Error, operation.StartTime?.EpochMilliseconds, operation.FinishTime?.EpochMilliseconds, operation.User));
    }

    [Theory]
    [InlineData("org.apache.spark.sql.catalyst.catalog.CreateTablePreEvent", true)]
    [InlineData("SparkListenerBlockManagerRemoved", true)]
    [InlineData("com.nvidia.spark.rapids.SparkRapidsBuildInfoEvent", false)]
    [InlineData("SparkListenerOfTheFuture", false)]
    public void Read_EventWithoutContent_IsCounted(string name, bool isKnown)
    {
        var report = new LogBuilder().Line($$"""{"Event":"{{name}}","database":"d"}""").Read().Reading;
        Assert.Empty(report.Issues);
        Assert.Equal((name, 1L, isKnown), (report.Events[0].Name, report.Events[0].Count, report.Events[0].IsKnown));
    }
}
