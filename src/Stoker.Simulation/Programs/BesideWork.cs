using Stoker.Model;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;

namespace Stoker.Simulation.Programs;

/// <summary>
/// What first uses cost tasks that wait or run Python, by what lies outside of their run time: the way from the driver and back, and deserialization. What starts a slot (classes, the Python
/// daemon and its workers) slows both alike, so that a task pays so many times what the log shows outside. Sleeps of known length, 14 programs made by their seed on 2 to 16 slots of two CPUs
/// (bench/what-if-lab, decision 0112), pooled: tasks of Python on fresh slots 3.4 to 4.6 times, first ones of a stage on slots in use 2.4 to 2.9, others 1.8 to 1.9; tasks of the JVM 2.1 to 2.2, 2.6 to 3.7
/// and 1.4 to 1.7.
/// </summary>
internal sealed class BesideWork(Application application, HeldSlots held, TaskOverhead overhead)
{
    private const double PythonCold = 3.8, PythonFirst = 2.6, PythonOther = 1.85;

    private const double JvmCold = 2.1, JvmFirst = 3, JvmOther = 1.6;

    /// <summary>The most that first uses are of a task.</summary>
    private const double Most = 0.95;

    /// <summary>By row what first uses cost beyond what other tasks pay too, in ms, 0 for rows that were not among the first of their stage; absent where the log has no run times.</summary>
    public float[]? Of(int position)
    {
        var stage = application.Stages[position];
        if (stage.Tasks.Metric(TaskMetric.ExecutorRunTime) is null || stage.Tasks.Metric(TaskMetric.ExecutorDeserializeTime) is null)
        {
            return null;
        }

        var (heldMs, opens, isFirst) = (held.HeldMs(position), held.Opens(position), held.IsFirst(position));
        var (cold, first, other) = HostCpu.RunsPython(stage) ? (PythonCold, PythonFirst, PythonOther) : (JvmCold, JvmFirst, JvmOther);
        var usual = other * overhead.OutsideMs(position);
        return [.. heldMs.Select((ms, row) => !opens[row] ? 0 : (float)Math.Clamp(((isFirst[row] ? cold : first) * OutsideMs(stage, row, ms)) - usual, 0, Most * ms))];
    }

    /// <summary>The way there and back and deserialization; the fetch of a large result is work of its own.</summary>
    private static double OutsideMs(StageAttempt stage, int row, double heldMs) =>
        Math.Max(0, StageDriverWork.OutsideMs(stage.Tasks, row, heldMs) - stage.Tasks.GettingResultTime(row).Value) + (stage.Tasks.Metric(TaskMetric.ExecutorDeserializeTime) is { } deserialize ? deserialize[row] : 0);
}
