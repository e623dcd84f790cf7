using Stoker.Simulation.Changes;
using Stoker.Simulation.Programs;
using Stoker.Simulation.Scheduling;

namespace Stoker.Simulation.Predictions;

/// <summary>
/// The model's own answers for the shape of the run, made as those for other shapes are, against its replay: what they differ by is not what a change does. Thread safe,
/// shared by the predictors of a program.
/// </summary>
internal sealed class OwnShape
{
    /// <summary>Times from a request for an executor to its registration that are tried where the log does not tell it: containers at once to machines that are booted.</summary>
    private static readonly double[] Registrations = [0, 1_000, 2_000, 3_000, 5_000, 8_000, 12_000, 20_000, 30_000, 45_000, 60_000, 90_000, 120_000, 180_000];

    /// <summary>More tasks than this are not replayed for each of them.</summary>
    private const long MostTasks = 200_000;

    private readonly ReplayableProgram _program;
    private readonly Lazy<double?> _registration;
    private readonly Lazy<double>[] _spans;

    public OwnShape(ReplayableProgram program, SelfReplay self)
    {
        (_program, Self) = (program, self);
        _registration = new Lazy<double?>(FitRegistration);
        _spans = [.. Enum.GetValues<ExecutorSupply>().Select(supply => new Lazy<double>(() => Span(supply)))];
    }

    /// <summary>The run replayed as it was.</summary>
    public SelfReplay Self { get; }

    /// <summary>From a request for an executor to its registration, as the time of the run has it; absent where the log tells it, or cannot.</summary>
    public double? RegistrationMs => _registration.Value;

    /// <summary>By how much the replay takes longer than the model's own answer, in log time.</summary>
    public double Offset(ExecutorSupply supply) => Math.Log(Math.Max(1, Self.ReplayedMs) / Math.Max(1, _spans[(int)supply].Value));

    private double Span(ExecutorSupply supply)
    {
        var (scheduler, work) = (new Scheduler(), ChangedWork.Own(_program));
        return supply switch
        {
            ExecutorSupply.Recorded => scheduler.Run(work, ClusterTimeline.Of(_program.RecordedSlots)).SpanMs,
            ExecutorSupply.Arriving => scheduler.Run(work, Arrivals.Of(_program, _program.Shape)).SpanMs,
            _ => scheduler.Run(work, Policy(RegistrationMs)).SpanMs,
        };
    }

    private AllocationPolicy Policy(double? registrationMs) => AllocationChange.Of(_program, _program.Shape, new ChangeSet { Executors = _program.Shape.Executors }, registrationMs).Policy;

    private double? FitRegistration()
    {
        if (!_program.HasDynamicAllocation || AllocationChange.RegistrationMs(_program) is not null || _program.TaskCount > MostTasks || Policy(null).Initial >= _program.RecordedSlots.Count)
        {
            return null;
        }

        var (scheduler, work) = (new Scheduler(), ChangedWork.Own(_program));
        return Registrations.MinBy(registration => Math.Abs(scheduler.Run(work, Policy(registration)).SpanMs - Self.ReplayedMs));
    }
}
