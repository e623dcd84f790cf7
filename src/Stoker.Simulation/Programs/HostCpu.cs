using Stoker.Model;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;

namespace Stoker.Simulation.Programs;

/// <summary>
/// How much of the CPU that tasks wanted their host gave them. Where run time stands above CPU time without a reason (storage, fetch, a Python worker,
/// a sleep), tasks of one host are taken to share its CPU, and their number does not change what all of them get (decision 0011).
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

    /// <summary>At this share there were not enough CPUs for what started.</summary>
    private const double Starved = 0.35;

    /// <summary>Shares of the slots of a host that tasks have to fill: below the first they take no CPU from each other, from the second on they do.</summary>
    private const double FewOnHost = 0.25, ManyOnHost = 0.75;

    /// <summary>CPU that an executor takes to start (classes, the Python daemon) over what each of its slots takes (a worker, a thread).</summary>
    private const double ExecutorOverSlot = 3;

    /// <summary>What is taken where no stage of the run can tell: as likely as not.</summary>
    private const double Unknown = 0.5;

    /// <summary>Share of the time in tasks from which on stages that neither read input nor run Python tell of the others: a few tasks at the end of a run lack a CPU for other reasons.</summary>
    private const double Enough = 0.1;

    private readonly double? _plainShare;

    public HostCpu(Application application)
    {
        var (cpu, active) = (0.0, 0.0);
        foreach (var stage in application.Stages.Where(IsPlain))
        {
            var (own, time) = Times(stage, []);
            if (time > 0 && own / time >= Computing)
            {
                (cpu, active) = (cpu + own, active + time);
            }
        }

        var run = application.Stages.Sum(stage => (double)(stage.Totals[TaskMetric.ExecutorRunTime] ?? 0));
        _plainShare = active > 0 && active >= Enough * run ? Math.Min(1, cpu / active) : null;
    }

    /// <summary>How sure it is that tasks of a stage compute: 0 for those that wait, 1 for those that want a CPU all the time.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="opens">Rows that met code for the first time: a sleep computes while it is compiled. What Python computes is in no CPU time, so that there all rows tell more than a few.</param>
    public static double Computes(StageAttempt stage, bool[] opens)
    {
        var (cpu, active) = Times(stage, RunsPython(stage) ? [] : opens);
        return active <= 0 ? 0 : Math.Clamp(((cpu / active) - Waiting) / (Computing - Waiting), 0, 1);
    }

    /// <summary>
    /// The share of the CPU that tasks of a stage got, how sure it is that they wanted all of it: 0 for not at all, and how unsure the share is (standard deviation in log time). Of the time in which a task that reads
    /// input is not on the CPU nobody knows whether it waited for the CPU or for storage, unless other stages of the run tell how full its hosts were.
    /// </summary>
    /// <param name="stage">The stage.</param>
    /// <param name="opens">Rows that met code for the first time: they wait for the compiler, so others are looked at where there are any.</param>
    public (double Share, double Certainty, double Unsure) Of(StageAttempt stage, bool[] opens)
    {
        var (cpu, active) = Times(stage, opens);
        if (active <= 0)
        {
            return (1, 0, 0);
        }

        var own = Math.Min(1, cpu / active);
        var (computes, isPython) = (Computes(stage, opens), RunsPython(stage));

        // What a task was seen to have it had; of Python's the log sees nothing.
        double? share = IsPlain(stage) ? own : _plainShare is { } plain ? isPython ? plain : Math.Max(plain, own) : null;
        if (share is { } known)
        {
            return (known, computes * HinderedBy(known), 0);
        }

        // Anywhere between what they were seen to have, which below a starved host's is storage's doing, and a whole CPU.
        var least = Math.Max(own, Starved);
        return isPython ? (Hindered, computes * Unknown, 0) : (Math.Sqrt(least), computes * Unknown, -Math.Log(least) / 2 / Math.Sqrt(3));
    }

    /// <summary>How sure it is, 0 to 1, that tasks which got this share of a CPU, and wanted more, had to leave it to others.</summary>
    public static double HinderedBy(double share) => Math.Clamp((Unhindered - share) / (Unhindered - Hindered), 0, 1);

    /// <summary>
    /// How sure it is, 0 to 1, that tasks on a host of a real cluster were enough to take CPUs from each other: a host has a CPU for each of its slots, or not many fewer, so
    /// a few tasks that got little of theirs had other reasons.
    /// </summary>
    /// <param name="onHost">Tasks on a host, on average.</param>
    /// <param name="slots">Slots of a host.</param>
    public static double FillsHost(double onHost, double slots) => Math.Clamp(((onHost / Math.Max(1, slots)) - FewOnHost) / (ManyOnHost - FewOnHost), 0, 1);

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

    /// <summary>How sure it is, 0 to 1, that work which got this share of the CPU waited for one.</summary>
    public static double StarvedBy(double share) => Math.Clamp((Hindered - share) / (Hindered - Starved), 0, 1);

    /// <summary>
    /// By which factor first uses take longer when other numbers of executors and slots have theirs at once on a host. They load classes, once an executor, and fork
    /// workers, once a slot: CPU work, which got this share of the CPU. Measured on two CPUs, with a fifth of a CPU each while classes were loaded: 2.8 s for 2 executors
    /// of 2 slots, 5.2 s for 4 of 2, 3.4 s for 2 of 4. What each task waits for beside its work goes with it (<see cref="ReplayStage.OverheadMs"/>).
    /// </summary>
    /// <param name="share">Share of the CPU that starting slots got.</param>
    /// <param name="before">Executors and slots of a host that had first uses at once.</param>
    /// <param name="after">As many after the change.</param>
    public static double FirstStretch(double share, (double Executors, double Slots) before, (double Executors, double Slots) after)
    {
        var starved = StarvedBy(share);
        return starved <= 0 ? 1 : Math.Pow(Math.Max(share, Work(after) / Work(before)), starved);

        static double Work((double Executors, double Slots) host) => (ExecutorOverSlot * host.Executors) + host.Slots;
    }

    public static bool RunsPython(StageAttempt stage) => stage.Rdds.Any(rdd => CpuShare.IsPython(rdd.Name) || CpuShare.IsPython(rdd.ScopeName));

    private static bool IsPlain(StageAttempt stage) => !RunsPython(stage) && (stage.Totals[TaskMetric.InputBytesRead] ?? 0) == 0;

    /// <summary>CPU time, and run time in which a task could have used a CPU.</summary>
    private static (double CpuMs, double ActiveMs) Times(StageAttempt stage, bool[] opens)
    {
        var tasks = stage.Tasks;
        if (tasks.Metric(TaskMetric.ExecutorCpuTime) is not { } cpu || tasks.Metric(TaskMetric.ExecutorRunTime) is not { } run)
        {
            return (0, 0);
        }

        var (gc, fetch) = (tasks.Metric(TaskMetric.JvmGcTime), tasks.Metric(TaskMetric.ShuffleFetchWaitTime));
        var takesAll = opens.Length == 0 || opens.All(value => value);
        var (used, active) = (0.0, 0.0);
        for (var row = 0; row < tasks.Count; row++)
        {
            if (takesAll || !opens[row])
            {
                (used, active) = (used + (cpu[row] / NsPerMs), active + run[row] - (gc?[row] ?? 0) - (fetch?[row] ?? 0));
            }
        }

        return (used, Math.Max(0, active));
    }
}
