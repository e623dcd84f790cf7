using Stoker.Model;
using Stoker.Model.Tasks;

namespace Stoker.Simulation.Programs;

/// <summary>
/// How long tasks of local mode wait for their turn on a CPU, for the little that they do with it: to read and end a task that sleeps or waits for a service is CPU work, and one process with more slots
/// than the machine has CPUs queues for it. Deserialization, which is CPU work alone, tells by how much. Tasks that sleep, on two CPUs: its time is 1.4 to 1.6 of its CPU time on 2 slots, 1.6 to 2.2 on 4,
/// 4.6 to 5.7 on 16, and the run time beyond the sleep goes the same way (decision 0108).
/// </summary>
internal sealed class CpuTurns
{
    /// <summary>Time over CPU time where nothing waits: blocks are fetched, locks are taken.</summary>
    private const double Alone = 1.2;

    /// <summary>What each other slot adds at the least, if the log is of two slots, and at the most where more of them are asked for: two CPUs showed 0.1 to 0.35. The log of few slots says little, that of many that there is no wait.</summary>
    private const double LeastForEach = 0.1, MostForEach = 0.3;

    /// <summary>With fewer tasks beside the first ones the log tells nothing.</summary>
    private const int FewTasks = 20;

    private readonly Application _application;
    private readonly HeldSlots _held;

    public CpuTurns(Application application, HeldSlots held)
    {
        (_application, _held) = (application, held);
        var (wallMs, cpuMs, count) = (0.0, 0.0, 0);
        for (var position = 0; position < application.Stages.Count; position++)
        {
            var tasks = application.Stages[position].Tasks;
            if (tasks.Metric(TaskMetric.ExecutorDeserializeCpuTime) is not { } cpu || tasks.Metric(TaskMetric.ExecutorDeserializeTime) is not { } wall)
            {
                continue;
            }

            var opens = held.Opens(position);
            for (var row = 0; row < opens.Length; row++)
            {
                (wallMs, cpuMs, count) = opens[row] ? (wallMs, cpuMs, count) : (wallMs + wall[row], cpuMs + (cpu[row] / 1e6), count + 1);
            }
        }

        Stretch = count < FewTasks || cpuMs <= 0 ? Alone : Math.Max(Alone, wallMs / cpuMs);
    }

    /// <summary>Time that CPU work took over its CPU time; <see cref="Alone"/> where nothing waited, or where the log does not tell.</summary>
    public double Stretch { get; }

    /// <summary>CPU time of a task that was not among the first of its stage, in ms: the median; 0 where the log does not tell.</summary>
    public double CpuMs(int position)
    {
        var tasks = _application.Stages[position].Tasks;
        if (tasks.Metric(TaskMetric.ExecutorCpuTime) is not { } cpu || tasks.Metric(TaskMetric.ExecutorDeserializeCpuTime) is not { } deserialize)
        {
            return 0;
        }

        var opens = _held.Opens(position);
        var used = Enumerable.Range(0, opens.Length).Where(row => !opens[row]).Select(row => (cpu[row] + deserialize[row]) / 1e6).Order().ToList();
        return used.Count == 0 ? 0 : used[used.Count / 2];
    }

    /// <summary>By how much <see cref="Stretch"/> grows or falls with the tasks that run at once.</summary>
    /// <param name="stretch">As the log has it.</param>
    /// <param name="slots">Slots of the run.</param>
    /// <param name="before">Tasks at once in the run.</param>
    /// <param name="after">Tasks at once after the change.</param>
    public static double Change(double stretch, int slots, double before, double after)
    {
        var each = slots > 1 ? (stretch - Alone) / (slots - 1) : 0;
        return (after > before ? Math.Clamp(each, LeastForEach * Math.Min(1, 2.0 / slots), MostForEach) : each) * (after - before);
    }
}
