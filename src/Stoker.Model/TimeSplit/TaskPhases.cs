using Stoker.Model.Columns;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;

namespace Stoker.Model.TimeSplit;

/// <summary>Splits the durations of task attempts of one stage attempt into phases that add up to them, to the millisecond.</summary>
internal sealed class TaskPhases
{
    private const long NanosecondsInMillisecond = 1_000_000;

    private readonly StageAttempt _stage;
    private readonly AttemptTimes _times;
    private readonly TaskTable _tasks;
    private readonly PythonTime _python;
    private readonly MetricColumn? _deserialize;
    private readonly MetricColumn? _serialize;
    private readonly MetricColumn? _run;
    private readonly MetricColumn? _gc;
    private readonly MetricColumn? _fetchWait;
    private readonly MetricColumn? _shuffleWrite;

    public TaskPhases(StageAttempt stage, AttemptTimes times, PythonTime python)
    {
        _stage = stage;
        _times = times;
        _tasks = stage.Tasks;
        _python = python;
        _deserialize = _tasks.Metric(TaskMetric.ExecutorDeserializeTime);
        _serialize = _tasks.Metric(TaskMetric.ResultSerializationTime);
        _run = _tasks.Metric(TaskMetric.ExecutorRunTime);
        _gc = _tasks.Metric(TaskMetric.JvmGcTime);
        _fetchWait = _tasks.Metric(TaskMetric.ShuffleFetchWaitTime);
        _shuffleWrite = _tasks.Metric(TaskMetric.ShuffleWriteTime);
        var sums = default(Sums);
        for (var row = 0; row < _tasks.Count; row++)
        {
            var (launch, end) = times.Of(stage, row);
            FirstLaunch = Math.Min(FirstLaunch, launch);
            LastFinish = Math.Max(LastFinish, end);
            Add(ref sums, row, end - launch);
        }

        Whole = ToSplit(sums);
    }

    /// <summary>Earliest launch, or the largest time when there are no tasks.</summary>
    public long FirstLaunch { get; } = long.MaxValue;

    /// <summary>Latest end, or the smallest time when there are no tasks.</summary>
    public long LastFinish { get; } = long.MinValue;

    /// <summary>Phases of all attempts.</summary>
    public CoreSplit Whole { get; }

    /// <summary>Phases of the parts of attempts that lie between two times.</summary>
    public CoreSplit Between(long from, long until) => from <= FirstLaunch && LastFinish <= until ? Whole : Split(from, until);

    /// <summary>Phases of one attempt.</summary>
    public CoreSplit OfRow(int row)
    {
        var sums = default(Sums);
        var (launch, end) = _times.Of(_stage, row);
        Add(ref sums, row, end - launch);
        return ToSplit(sums);
    }

    private static long Take(ref long left, long ms)
    {
        var taken = Math.Clamp(ms, 0, Math.Max(0, left));
        left -= taken;
        return taken;
    }

    private CoreSplit Split(long from, long until)
    {
        var sums = default(Sums);
        for (var row = 0; row < _tasks.Count; row++)
        {
            var (launch, end) = _times.Of(_stage, row);
            Add(ref sums, row, Math.Min(end, until) - Math.Max(launch, from));
        }

        return ToSplit(sums);
    }

    /// <summary>Adds an attempt. Each part is cut to what is left of the duration, since the clocks of driver and executor differ.</summary>
    private void Add(ref Sums sums, int row, long left)
    {
        if (left <= 0)
        {
            return;
        }

        if (_tasks.Status(row) is TaskAttemptStatus.Failed or TaskAttemptStatus.Killed)
        {
            sums.Failed += left;
            return;
        }

        if (!_tasks.HasMetrics(row) || _run is null)
        {
            // It has not ended, or the log has no metrics, or not that of the run: that it ran is all that is known.
            sums.Compute += left;
            return;
        }

        sums.Deserialization += Take(ref left, _deserialize?[row] ?? 0);
        sums.Serialization += Take(ref left, _serialize?[row] ?? 0);
        sums.Getting += Take(ref left, _tasks.GettingResultTime(row).Value);
        var run = Take(ref left, _run?[row] ?? 0);
        sums.Delay += left;
        sums.Gc += Take(ref run, _gc?[row] ?? 0);
        sums.FetchWait += Take(ref run, _fetchWait?[row] ?? 0);
        var active = run;
        sums.Write += Take(ref run, (_shuffleWrite?[row] ?? 0) / NanosecondsInMillisecond);
        var (least, most) = _python.Of(_tasks, row, active, run);
        sums.PythonAtLeast += least;
        sums.Python += Take(ref run, most);
        sums.Compute += run;
    }

    private static CoreSplit ToSplit(in Sums sums) => new()
    {
        SchedulerDelay = new(sums.Delay),
        Deserialization = new(sums.Deserialization),
        Python = new(sums.Python),
        PythonAtLeast = new(sums.PythonAtLeast),
        GarbageCollection = new(sums.Gc),
        ShuffleReadWait = new(sums.FetchWait),
        ShuffleWrite = new(sums.Write),
        Compute = new(sums.Compute),
        ResultSerialization = new(sums.Serialization),
        GettingResult = new(sums.Getting),
        FailedAttempts = new(sums.Failed),
    };

    private struct Sums
    {
        public long Delay;
        public long Deserialization;
        public long Python;
        public long PythonAtLeast;
        public long Gc;
        public long FetchWait;
        public long Write;
        public long Compute;
        public long Serialization;
        public long Getting;
        public long Failed;
    }
}
