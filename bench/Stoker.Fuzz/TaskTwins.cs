using System.Globalization;
using System.Text;
using System.Text.Json;
using Stoker.EventLogs.Events;
using Stoker.EventLogs.Events.Tasks;
using Stoker.EventLogs.Scanning;
using Stoker.Model.Tasks;

namespace Stoker.Fuzz;

/// <summary>The two readers of task lines side by side: what the fast one reads must be what the correct one reads.</summary>
internal sealed class TaskTwins
{
    private readonly StringPool _strings = new();
    private readonly EventBatch _fastBatch = new();
    private readonly EventBatch _slowBatch = new();
    private readonly TaskLineReader _fast;
    private readonly TaskJsonReader _slow;

    public TaskTwins()
    {
        _fastBatch.Strings = _slowBatch.Strings = _strings;
        _fast = new TaskLineReader(_strings, _fastBatch);
        _slow = new TaskJsonReader(_strings, _slowBatch);
    }

    /// <summary>How many lines the fast reader read.</summary>
    public long FastLines { get; private set; }

    /// <summary>What the line says by the correct reader, as text; absent when it says nothing.</summary>
    public string? ReadSlow(ReadOnlySpan<byte> line)
    {
        _slowBatch.Clear();
        ref var record = ref _slowBatch.Draft();
        try
        {
            _slow.Read(line, IsEnd(line), ref record);
        }
        catch (Exception exception) when (exception is JsonException or IncompleteEventException)
        {
            return null;
        }

        _slowBatch.Commit(isEnd: true, 0);
        return Describe(_slowBatch);
    }

    /// <summary>What the line says by the fast reader, as text; absent when it leaves the line to the other.</summary>
    public string? ReadFast(ReadOnlySpan<byte> line)
    {
        _fastBatch.Clear();
        if (!_fast.TryRead(line, IsEnd(line), ref _fastBatch.Draft()))
        {
            return null;
        }

        FastLines++;
        _fastBatch.Commit(isEnd: true, 0);
        return Describe(_fastBatch);
    }

    public static bool IsTaskLine(ReadOnlySpan<byte> line) =>
        line.StartsWith("""{"Event":"SparkListenerTaskEnd","""u8) || line.StartsWith("""{"Event":"SparkListenerTaskStart","""u8);

    private static bool IsEnd(ReadOnlySpan<byte> line) => line.IndexOf("SparkListenerTaskEnd"u8) >= 0;

    private static string Describe(EventBatch batch)
    {
        ref var record = ref batch.Task(0);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"stage {record.StageId}.{record.StageAttempt} task {record.TaskId} index {record.Index} attempt {record.Attempt} ")
            .Append(CultureInfo.InvariantCulture, $"partition {record.PartitionId} launch {record.LaunchTime} finish {record.FinishTime} getting {record.GettingResultTime} ")
            .Append(CultureInfo.InvariantCulture, $"executor {Name(batch, record.Executor)} host {Name(batch, record.Host)} {record.Locality} ")
            .Append(CultureInfo.InvariantCulture, $"speculative {record.IsSpeculative} failed {record.IsFailed} killed {record.IsKilled} {record.Reason} ")
            .Append(CultureInfo.InvariantCulture, $"metrics {record.HasMetrics} {record.PresentMetrics:x} {record.NonZeroMetrics:x}");
        for (var metric = 0; metric < TaskMetrics.Count; metric++)
        {
            text.Append(' ').Append((record.PresentMetrics & (1ul << metric)) != 0 ? record.Metrics[metric] : null);
        }

        text.Append(CultureInfo.InvariantCulture, $" executor metrics {Math.Min(record.ExecutorMetrics, 0)} {record.ZeroExecutorMetricKeys:x}");
        if (record.ExecutorMetrics >= 0)
        {
            var values = batch.ExecutorMetrics(record.ExecutorMetrics, out var present);
            text.Append(CultureInfo.InvariantCulture, $" {present:x} ").AppendJoin(' ', values.ToArray());
        }

        text.Append(" updates");
        for (var update = 0; update < record.UpdateCount; update++)
        {
            text.Append(CultureInfo.InvariantCulture, $" {batch.Updates[record.FirstUpdate + update]}");
        }

        if (record.Details >= 0)
        {
            var details = batch.Details(record.Details);
            text.Append(CultureInfo.InvariantCulture, $" error {details.ErrorMessage} class {details.ClassName} fetch {details.FetchFailure} named ").AppendJoin(' ', details.NamedUpdates);
        }

        return text.ToString();
    }

    private static string Name(EventBatch batch, int number) => number < 0 ? "none" : batch.Strings[number];
}
