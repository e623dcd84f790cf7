using Stoker.EventLogs.Events.Tasks;
using Stoker.Model.Executors;

namespace Stoker.EventLogs.Events.Executors;

/// <summary>Peaks that an executor reported with a heartbeat, or (StageExecutorMetrics) over a stage attempt; with a heartbeat also its running tasks.</summary>
internal sealed record ExecutorMetricsUpdate(
    string ExecutorId, bool IsOfStage, List<ExecutorMetricsUpdate.Peak> Peaks, List<ExecutorMetricsUpdate.TaskProgress> Progress) : LogEvent
{
    public static ExecutorMetricsUpdate ReadHeartbeat(ref EventReader reader)
    {
        string? executor = null;
        List<Peak> peaks = [];
        List<TaskProgress> progress = [];
        while (reader.NextKey(out var key))
        {
            if (key.Is("Executor ID"u8))
            {
                executor = reader.Text();
            }
            else if (key.Is("Executor Metrics Updated"u8))
            {
                if (reader.EnterArray())
                {
                    while (reader.NextItem())
                    {
                        if (reader.EnterObject())
                        {
                            peaks.Add(ReadPeak(ref reader, out _));
                        }
                    }
                }
            }
            else if (key.Is("Metrics Updated"u8))
            {
                if (reader.EnterArray())
                {
                    while (reader.NextItem())
                    {
                        progress.Add(ReadProgress(ref reader));
                    }
                }
            }
            else
            {
                reader.Skip();
            }
        }

        return new ExecutorMetricsUpdate(executor ?? throw new IncompleteEventException("Executor ID"), IsOfStage: false, peaks, progress);
    }

    public static ExecutorMetricsUpdate ReadOfStage(ref EventReader reader)
    {
        var peak = ReadPeak(ref reader, out var executor);
        return new ExecutorMetricsUpdate(executor ?? throw new IncompleteEventException("Executor ID"), IsOfStage: true, [peak], []);
    }

    private static TaskProgress ReadProgress(ref EventReader reader)
    {
        long task = -1;
        List<MetricUpdate> updates = [];
        while (reader.NextKey(out var key))
        {
            if (key.Is("Task ID"u8))
            {
                task = reader.Integer() ?? -1;
            }
            else if (key.Is("Accumulator Updates"u8) && reader.IsArray)
            {
                while (reader.NextItem())
                {
                    ReadUpdate(ref reader, updates);
                }
            }
            else
            {
                reader.Skip();
            }
        }

        return new TaskProgress(task, [.. updates]);
    }

    private static void ReadUpdate(ref EventReader reader, List<MetricUpdate> updates)
    {
        long? id = null, value = null;
        while (reader.NextKey(out var key))
        {
            if (key.Is("ID"u8))
            {
                id = reader.Integer();
            }
            else if (key.Is("Update"u8))
            {
                value = reader.Integer();
            }
            else
            {
                reader.Skip();
            }
        }

        if (id is { } accumulator && value is { } known)
        {
            updates.Add(new MetricUpdate(accumulator, known));
        }
    }

    private static Peak ReadPeak(ref EventReader reader, out string? executor)
    {
        executor = null;
        var values = new long[ExecutorPeaks.MetricCount];
        uint present = 0;
        int stage = -1, attempt = -1;
        while (reader.NextKey(out var key))
        {
            if (key.Is("Executor ID"u8))
            {
                executor = reader.Text();
            }
            else if (key.Is("Stage ID"u8))
            {
                stage = reader.Integer32() ?? -1;
            }
            else if (key.Is("Stage Attempt ID"u8))
            {
                attempt = reader.Integer32() ?? -1;
            }
            else if (key.Is("Executor Metrics"u8))
            {
                present = ExecutorMetricsReader.Read(ref reader, values);
            }
            else
            {
                reader.Skip();
            }
        }

        return new Peak(stage, attempt, values, present);
    }

    /// <summary>Accumulators of a running task so far; most lack their names.</summary>
    internal sealed record TaskProgress(long TaskId, MetricUpdate[] Updates);

    /// <summary>Peaks for a stage attempt; stage -1 means none in particular.</summary>
    internal sealed record Peak(int StageId, int StageAttempt, long[] Values, uint Present);
}
