using System.Globalization;
using System.Text;

namespace Stoker.Bench.Generating;

/// <summary>
/// Writes a log of any number of stages, executors and queries, to see which rule takes more than its share when there are many of a kind. It is made up:
/// only what the model reads is in it, and its plans have one shuffle each.
/// </summary>
internal sealed class ShapedLog
{
    private const int Cores = 4;
    private const int MeanTaskMs = 400;

    private readonly LogShape _shape;
    private readonly StreamWriter _writer;
    private long _now = 1_795_000_000_000;
    private long _task;

    private ShapedLog(LogShape shape, StreamWriter writer) => (_shape, _writer) = (shape, writer);

    /// <summary>Writes a log.</summary>
    public static void Write(LogShape shape, Stream target)
    {
        using var writer = new StreamWriter(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 20, leaveOpen: true) { NewLine = "\n" };
        var log = new ShapedLog(shape, writer);
        log.Begin();
        for (var pair = 0; pair * 2 < shape.Stages; pair++)
        {
            log.WritePair(pair);
        }

        log.Line($$"""{"Event":"SparkListenerApplicationEnd","Timestamp":{{log._now}}}""");
    }

    private static string Bool(bool value) => value ? "true" : "false";

    private void Line(FormattableString line) => _writer.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private void Begin()
    {
        Line($$"""{"Event":"SparkListenerLogStart","Spark Version":"3.5.3"}""");
        Line($$$$"""{"Event":"SparkListenerResourceProfileAdded","Resource Profile Id":0,"Executor Resource Requests":{"cores":{"Resource Name":"cores","Amount":{{{{Cores}}}},"Discovery Script":"","Vendor":""},"memory":{"Resource Name":"memory","Amount":8192,"Discovery Script":"","Vendor":""}},"Task Resource Requests":{"cpus":{"Resource Name":"cpus","Amount":1.0}}}""");
        Line($$$"""{"Event":"SparkListenerEnvironmentUpdate","JVM Information":{"Java Version":"17.0.15"},"Spark Properties":{"spark.master":"yarn","spark.app.name":"shaped","spark.executor.cores":"{{{Cores}}}","spark.executor.memory":"8g","spark.sql.shuffle.partitions":"{{{_shape.TasksOfStage}}}"},"Hadoop Properties":{},"System Properties":{},"Metrics Properties":{},"Classpath Entries":{}}""");
        Line($$"""{"Event":"SparkListenerApplicationStart","App Name":"shaped","App ID":"application_1795000000000_0001","Timestamp":{{_now}},"User":"bench"}""");
        for (var executor = 1; _shape.Registered && executor <= _shape.Executors; executor++)
        {
            Line($$$"""{"Event":"SparkListenerExecutorAdded","Timestamp":{{{_now + 5000 + executor}}},"Executor ID":"{{{executor}}}","Executor Info":{"Host":"{{{Host(executor)}}}","Total Cores":{{{Cores}}},"Log Urls":{},"Attributes":{},"Resources":{},"Resource Profile Id":0,"Registration Time":{{{_now + 5000 + executor}}}}}""");
        }

        _now += 20_000;
        if (_shape.Batches)
        {
            Line($$"""{"Event":"org.apache.spark.sql.streaming.StreamingQueryListener$QueryStartedEvent","id":"8d6b0d0a-0000-4000-8000-000000000001","runId":"8d6b0d0a-0000-4000-8000-000000000002","name":"shaped","timestamp":"{{Iso(_now)}}"}""");
        }
    }

    private static string Iso(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Host(int executor) => "w" + (executor / 4).ToString(CultureInfo.InvariantCulture);

    /// <summary>Two stages, of one query and job, or a part of a job of many.</summary>
    private void WritePair(int pair)
    {
        var first = pair * 2;
        int[] stages = first + 1 < _shape.Stages ? [first, first + 1] : [first];
        var began = _now;
        var inJob = Math.Max(1, _shape.Jobs / 2);
        var job = _shape.Plans ? pair : pair / inJob;
        if (_shape.Plans)
        {
            ShapedPlan.WriteStart(_writer, pair, pair % _shape.Tables, _now);
            _now += 40;
        }

        if (_shape.Plans || pair % inJob == 0)
        {
            int[] all = _shape.Plans ? stages : [.. Enumerable.Range(first, Math.Min(inJob * 2, _shape.Stages - first))];
            Line($$$"""{"Event":"SparkListenerJobStart","Job ID":{{{job}}},"Submission Time":{{{_now}}},"Stage Infos":[{{{string.Join(',', all.Select(stage => Info(stage, null)))}}}],"Stage IDs":[{{{string.Join(',', all)}}}],"Properties":{{{Properties(pair)}}}}""");
        }

        foreach (var stage in stages)
        {
            WriteStage(stage, pair);
        }

        if (_shape.Ended && (_shape.Plans || (pair + 1) % inJob == 0 || first + 2 >= _shape.Stages))
        {
            Line($$$"""{"Event":"SparkListenerJobEnd","Job ID":{{{job}}},"Completion Time":{{{_now}}},"Job Result":{"Result":"JobSucceeded"}}""");
        }

        if (_shape.Plans && _shape.Ended)
        {
            Line($$"""{"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionEnd","executionId":{{pair}},"time":{{_now + 5}},"errorMessage":""}""");
        }

        if (_shape.Batches)
        {
            WriteProgress(pair, began);
        }

        // Every tenth query the program does something else.
        _now += pair % 10 == 9 ? 1500 : 30;
    }

    private string Properties(int pair)
    {
        var execution = _shape.Plans ? string.Create(CultureInfo.InvariantCulture, $"\"spark.sql.execution.id\":\"{pair}\"") : "\"spark.job.description\":\"step\"";
        return "{" + execution + (_shape.Batches ? ",\"spark.jobGroup.id\":\"8d6b0d0a-0000-4000-8000-000000000002\"" : "") + "}";
    }

    private void WriteProgress(int batch, long began) => Line($$$$"""{"Event":"org.apache.spark.sql.streaming.StreamingQueryListener$QueryProgressEvent","progress":{"id":"8d6b0d0a-0000-4000-8000-000000000001","runId":"8d6b0d0a-0000-4000-8000-000000000002","name":"shaped","timestamp":"{{{{Iso(began)}}}}","batchId":{{{{batch}}}},"batchDuration":{{{{_now - began}}}},"durationMs":{"triggerExecution":{{{{_now - began}}}},"queryPlanning":20,"addBatch":{{{{_now - began - 20}}}}},"eventTime":{},"stateOperators":[{"operatorName":"stateStoreSave","numRowsTotal":{{{{20_000 + (batch * 100)}}}},"numRowsUpdated":100,"memoryUsedBytes":1000000,"numRowsDroppedByWatermark":0}],"sources":[{"description":"KafkaV2[Subscribe[t]]","startOffset":"","endOffset":"","latestOffset":"","numInputRows":1000,"inputRowsPerSecond":100.0,"processedRowsPerSecond":100.0}],"sink":{"description":"ForeachBatchSink","numOutputRows":-1}}}""");

    private string Info(int stage, (long Submitted, long Completed)? times)
    {
        var cached = _shape.Cached > 0 ? string.Create(CultureInfo.InvariantCulture, $$"""{"RDD ID":{{1_000_000 + (stage / 2 % _shape.Cached)}},"Name":"cached","Scope":"{\"id\":\"0\",\"name\":\"cache\"}","Callsite":"cache at job.py:3","Parent IDs":[],"Storage Level":{"Use Disk":false,"Use Memory":true,"Use Off Heap":false,"Deserialized":true,"Replication":1},"Barrier":false,"Number of Partitions":{{_shape.TasksOfStage}},"Number of Cached Partitions":0,"Memory Size":0,"Disk Size":0},""") : "";
        var submitted = times is { } known ? string.Create(CultureInfo.InvariantCulture, $"\"Submission Time\":{known.Submitted},") + (known.Completed > 0 ? string.Create(CultureInfo.InvariantCulture, $"\"Completion Time\":{known.Completed},") : "") : "";
        return string.Create(CultureInfo.InvariantCulture, $$"""{"Stage ID":{{stage}},"Stage Attempt ID":0,"Stage Name":"save at job.py:{{stage / 2 % _shape.Tables}}","Number of Tasks":{{_shape.TasksOfStage}},"RDD Info":[{{cached}}{"RDD ID":{{stage * 2}},"Name":"MapPartitionsRDD","Scope":"{\"id\":\"1\",\"name\":\"map\"}","Callsite":"save at job.py:1","Parent IDs":[],"Storage Level":{"Use Disk":false,"Use Memory":false,"Use Off Heap":false,"Deserialized":false,"Replication":1},"Barrier":false,"Number of Partitions":{{_shape.TasksOfStage}},"Number of Cached Partitions":0,"Memory Size":0,"Disk Size":0}],"Parent IDs":[{{(stage % 2 == 1 ? stage - 1 : "")}}],"Details":"",{{submitted}}"Accumulables":[],"Resource Profile Id":0}""");
    }

    private void WriteStage(int stage, int pair)
    {
        var submitted = _now;
        Line($$$"""{"Event":"SparkListenerStageSubmitted","Stage Info":{{{Info(stage, (submitted, 0))}}},"Properties":{{{Properties(pair)}}}}""");
        var slots = _shape.Executors * Cores;
        var end = submitted;
        for (var index = 0; index < _shape.TasksOfStage; index++)
        {
            // In waves over all slots, a fifth longer or shorter; the first of a stage holds ten times the data.
            var slot = (int)((_task + (stage * 7L)) % slots);
            var launch = submitted + 5 + (index / slots * (MeanTaskMs + 100L));
            var length = MeanTaskMs + (index * 37 % 160) - 80 + (_shape.Faults && index == 0 ? 8L * MeanTaskMs : 0);
            end = Math.Max(end, launch + length);
            ShapedTask.Write(_writer, new ShapedTask(stage, _task++, index, launch, length, (slot / Cores) + 1, Host((slot / Cores) + 1), _shape.Faults, _shape.Plans ? pair : null));
        }

        _now = end + 10;
        if (_shape.Ended)
        {
            Line($$$"""{"Event":"SparkListenerStageCompleted","Stage Info":{{{Info(stage, (submitted, _now))}}}}""");
        }
    }
}
