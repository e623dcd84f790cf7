using Stoker.Model;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;

namespace Stoker.Simulation.Programs;

/// <summary>
/// How much of the CPU that tasks wanted their host gave them. Measured on a full host of two CPUs: one slot or two, a job used the same CPU time in
/// the same time, and only the run time of its tasks doubled. So where run time stands above CPU time without a reason (storage, fetch, a Python worker,
/// a sleep), tasks of one host are taken to share its CPU, and their number does not change what all of them get.
/// </summary>
internal sealed class HostCpu
{
    private const double NsPerMs = 1e6;

    /// <summary>Tasks that keep the CPU for less of their time than this wait for something else: a sleep, a service, storage.</summary>
    private const double Waiting = 0.04;

    /// <summary>From this share on they compute.</summary>
    private const double Computing = 0.12;

    /// <summary>A task that gets this share of its run time on the CPU had one for itself.</summary>
    private const double Unhindered = 0.95;

    /// <summary>At this share others had it for a good part of the time.</summary>
    private const double Hindered = 0.70;

    /// <summary>What is taken where no stage of the run can tell: as likely as not.</summary>
    private const double Unknown = 0.5;

    private readonly double? _plainShare;

    public HostCpu(Application application)
    {
        var (cpu, active) = (0.0, 0.0);
        foreach (var stage in application.Stages.Where(stage => !RunsPython(stage) && (stage.Totals[TaskMetric.InputBytesRead] ?? 0) == 0))
        {
            var (own, time) = Times(stage);
            if (time > 0 && own / time >= Computing)
            {
                (cpu, active) = (cpu + own, active + time);
            }
        }

        _plainShare = active > 0 ? Math.Min(1, cpu / active) : null;
    }

    /// <summary>The share of the CPU that tasks of a stage got, and how sure it is that they wanted all of it: 0 for not at all.</summary>
    public (double Share, double Certainty) Of(StageAttempt stage)
    {
        var (cpu, active) = Times(stage);
        if (active <= 0)
        {
            return (1, 0);
        }

        var own = Math.Min(1, cpu / active);
        var computes = Math.Clamp((own - Waiting) / (Computing - Waiting), 0, 1);
        var isPlain = !RunsPython(stage) && (stage.Totals[TaskMetric.InputBytesRead] ?? 0) == 0;
        var share = isPlain ? own : _plainShare;
        var hindered = share is { } known ? Math.Clamp((Unhindered - known) / (Unhindered - Hindered), 0, 1) : Unknown;
        return (share ?? Hindered, computes * hindered);
    }

    /// <summary>By which factor tasks take longer when another number of them share a host.</summary>
    /// <param name="share">Share of the CPU that each got.</param>
    /// <param name="certainty">How sure it is that each wanted all of it.</param>
    /// <param name="before">Tasks at once on a host.</param>
    /// <param name="after">Tasks at once on a host after the change.</param>
    public static double Stretch(double share, double certainty, double before, double after)
    {
        if (certainty <= 0 || share <= 0 || Math.Abs(before - after) < 1e-9)
        {
            return 1;
        }

        var changed = Math.Min(1, share * before / after);
        return Math.Pow(share / changed, certainty);
    }

    /// <summary>CPU time, and run time in which a task could have used a CPU.</summary>
    private static (double CpuMs, double ActiveMs) Times(StageAttempt stage)
    {
        if (stage.Totals[TaskMetric.ExecutorCpuTime] is not { } cpu || stage.Totals[TaskMetric.ExecutorRunTime] is not { } run)
        {
            return (0, 0);
        }

        return (cpu / NsPerMs, Math.Max(0, run - (stage.Totals[TaskMetric.JvmGcTime] ?? 0) - (stage.Totals[TaskMetric.ShuffleFetchWaitTime] ?? 0)));
    }

    private static bool RunsPython(StageAttempt stage) => stage.Rdds.Any(rdd => CpuShare.IsPython(rdd.Name) || CpuShare.IsPython(rdd.ScopeName));
}
