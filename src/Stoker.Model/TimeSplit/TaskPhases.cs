using Stoker.Model.Stages;
using Stoker.Model.Tasks;

namespace Stoker.Model.TimeSplit;

/// <summary>Splits the durations of the task attempts of a stage attempt into phases that add up to them.</summary>
internal static class TaskPhases
{
    private const double NanosecondsInMillisecond = 1e6;

    public static CoreSplit Of(StageAttempt stage, PythonTime python)
    {
        var tasks = stage.Tasks;
        long delay = 0, deserialization = 0, inPython = 0, gc = 0, fetch = 0, write = 0, compute = 0, serialization = 0, getting = 0, failed = 0;
        for (var row = 0; row < tasks.Count; row++)
        {
            var left = tasks.Duration(row).Value;
            if (tasks.Status(row) is TaskAttemptStatus.Failed or TaskAttemptStatus.Killed)
            {
                failed += left;
                continue;
            }

            if (!tasks.HasMetrics(row))
            {
                compute += left;
                continue;
            }

            // Each part is cut to what is left of the duration: clocks of driver and executor differ.
            deserialization += Take(ref left, Metric(tasks, TaskMetric.ExecutorDeserializeTime, row));
            serialization += Take(ref left, Metric(tasks, TaskMetric.ResultSerializationTime, row));
            getting += Take(ref left, tasks.GettingResultTime(row).Value);
            var run = Take(ref left, Metric(tasks, TaskMetric.ExecutorRunTime, row));
            delay += left;
            gc += Take(ref run, Metric(tasks, TaskMetric.JvmGcTime, row));
            fetch += Take(ref run, Metric(tasks, TaskMetric.ShuffleFetchWaitTime, row));
            write += Take(ref run, (long)(Metric(tasks, TaskMetric.ShuffleWriteTime, row) / NanosecondsInMillisecond));
            inPython += Take(ref run, python.Ms(tasks, row, run));
            compute += run;
        }

        return new CoreSplit
        {
            SchedulerDelay = new(delay),
            Deserialization = new(deserialization),
            Python = new(inPython),
            IsPythonBound = python.IsBound && inPython > 0,
            GarbageCollection = new(gc),
            ShuffleReadWait = new(fetch),
            ShuffleWrite = new(write),
            Compute = new(compute),
            ResultSerialization = new(serialization),
            GettingResult = new(getting),
            FailedAttempts = new(failed),
        };
    }

    private static long Metric(TaskTable tasks, TaskMetric metric, int row) => tasks.Metric(metric)?[row] ?? 0;

    private static long Take(ref long left, long ms)
    {
        var taken = Math.Clamp(ms, 0, Math.Max(0, left));
        left -= taken;
        return taken;
    }
}
