using Stoker.Model;
using Stoker.Model.Tasks;

namespace Stoker.Simulation.Programs;

/// <summary>
/// What the log shows of a machine that other work kept busy, in log time. Between the launch of a task and its end lie 2 to 16 ms beside its own time on
/// a quiet machine, and 30 to 450 ms on a starved one (what-if.md of the design, 11.1 and 11.2).
/// </summary>
internal static class Unrest
{
    private const double QuietMs = 20;
    private const double PerDoubling = 0.05;
    private const int MostLooked = 20_000;

    public static double Of(Application application, HeldSlots held)
    {
        var every = Math.Max(1, application.TaskAttemptCount / MostLooked);
        var outside = new List<double>();
        var seen = 0L;
        for (var position = 0; position < application.Stages.Count; position++)
        {
            var tasks = application.Stages[position].Tasks;
            var (heldMs, opens) = (held.HeldMs(position), held.Opens(position));
            if (tasks.Metric(TaskMetric.ExecutorRunTime) is null)
            {
                continue;
            }

            for (var row = 0; row < tasks.Count; row++)
            {
                if (!opens[row] && seen++ % every == 0)
                {
                    outside.Add(StageDriverWork.OutsideMs(tasks, row, heldMs[row]));
                }
            }
        }

        outside.Sort();
        return outside.Count == 0 ? 0 : PerDoubling * Math.Log2(Math.Max(1, outside[outside.Count / 2] / QuietMs));
    }
}
