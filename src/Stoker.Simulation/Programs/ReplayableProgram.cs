using System.Runtime.CompilerServices;
using Stoker.Model;
using Stoker.Simulation.Changes;

namespace Stoker.Simulation.Programs;

/// <summary>
/// An application taken apart so that it can run again on another cluster: jobs as a partial order with the driver's time between them, stages as a
/// DAG, tasks with what they hold a slot for. Holds durations, gaps and order only, so that a replay cannot copy the times of the run.
/// Built once for an application; immutable, shared by all threads.
/// </summary>
public sealed class ReplayableProgram
{
    /// <summary>Programs of applications that are still in use.</summary>
    private static readonly ConditionalWeakTable<Application, ReplayableProgram> Known = [];

    private readonly Lazy<MemoryNeed> _memory;

    internal ReplayableProgram(Application application)
    {
        Application = application;
        _memory = new Lazy<MemoryNeed>(() => MemoryNeed.Of(application, []));
    }

    /// <summary>The application that it was read from.</summary>
    public Application Application { get; }

    /// <summary>Executors and slots that the run had.</summary>
    public required ClusterShape Shape { get; init; }

    /// <summary>From the first job or SQL execution to the end of the last, in ms, as logged: what predictions are about.</summary>
    public required double SpanMs { get; init; }

    /// <summary>Time before the span: start-up of the driver and the first executors. Not simulated.</summary>
    public required double StartUpMs { get; init; }

    /// <summary>Time after the span. Not simulated.</summary>
    public required double ShutDownMs { get; init; }

    /// <summary>Share of all slot time that attempts held whose work was thrown away.</summary>
    public required double LostShare { get; init; }

    /// <summary>Share of the task attempts that the log announces but does not end.</summary>
    public required double UnfinishedShare { get; init; }

    /// <summary>Share of the tasks' run time in which they kept a CPU busy, in the JVM or (where a stage runs Python) at the most beside it.</summary>
    public required double BusyShare { get; init; }

    /// <summary>Hosts that executors ran on.</summary>
    public required int Hosts { get; init; }

    /// <summary>Whether executors came and went by <c>spark.dynamicAllocation.enabled</c>.</summary>
    public required bool HasDynamicAllocation { get; init; }

    internal IReadOnlyList<ReplayStage> Stages { get; init; } = [];

    internal IReadOnlyList<ReplayJob> Jobs { get; init; } = [];

    /// <summary>When slots came and went in the run, from the start of the span.</summary>
    internal IReadOnlyList<SlotSpan> RecordedSlots { get; init; } = [];

    /// <summary>Time of the driver from the end of the last job to the end of the span.</summary>
    internal double TailMs { get; init; }

    /// <summary>Whether the driver ran the tasks itself.</summary>
    public bool IsLocal { get; init; }

    /// <summary>Whether more executors would share the machine of the first: local mode, or a cluster on one machine.</summary>
    public bool IsOneMachine { get; init; }

    /// <summary>CPUs that the tasks of a host had together while they wanted more; absent where none is known to have.</summary>
    public double? SharedCpus { get; init; }

    /// <summary>Share of the CPU that first tasks on fresh slots got while they deserialized, 1 where the log does not tell: a start that got little waited for CPUs.</summary>
    internal double ColdCpuShare { get; init; } = 1;

    /// <summary>Time that CPU work of tasks took over its CPU time; see <see cref="CpuTurns"/>.</summary>
    internal double CpuStretch { get; init; } = 1;

    /// <summary>How far a machine that other work kept busy makes its times unsure, in log time; see <see cref="Programs.Unrest"/>.</summary>
    internal double Unrest { get; init; }

    /// <summary>Share of all slot time that lies outside the run time of tasks.</summary>
    internal double OverheadShare { get; init; }

    /// <summary>Share of the work that ran under other resource profiles than most of it: its tasks could not run on the executors of the others.</summary>
    public double OtherProfilesShare { get; init; }

    internal bool IsFair { get; init; }

    /// <summary>Driver time with no task running and none waiting for an executor, within the span, ms.</summary>
    public double DriverOnlyMs { get; init; }

    /// <summary>Time of the span in which no task ran, ms: the serial part of Amdahl's law as a plain reading of the log has it.</summary>
    internal double NoTaskMs { get; init; }

    /// <summary>Time of the span before the first task was launched, ms: the driver plans its first query with code that nothing has compiled yet.</summary>
    internal double FirstLaunchMs { get; init; }

    /// <summary>What its tasks needed of execution memory.</summary>
    internal MemoryNeed Memory => _memory.Value;

    internal long TaskCount => Stages.Sum(stage => (long)stage.TaskCount);

    internal double WorkMs => Stages.Sum(stage => stage.WorkMs);

    /// <summary>Share of the work, 0 to 1, in stages whose tasks compute, or run Python, of which no CPU time tells whether it does.</summary>
    internal double ComputeShare { get; init; } = 1;

    /// <summary>The program of an application, read once: curve, advice and savings of a report ask for the same.</summary>
    public static ReplayableProgram Of(Application application)
    {
        ArgumentNullException.ThrowIfNull(application);
        return Known.GetValue(application, static each => new ProgramReader(each).Read());
    }
}
