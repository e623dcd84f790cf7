using System.Globalization;
using System.Runtime.CompilerServices;
using Stoker.Simulation.Changes;
using Stoker.Simulation.Programs;
using Stoker.Simulation.Scheduling;

namespace Stoker.Simulation.Predictions;

/// <summary>
/// Predicts how long an application would take after a change, by replaying its program. A function of its inputs; not thread safe: one for each thread
/// over one shared program.
/// </summary>
public sealed class Predictor
{
    /// <summary>A correction below this, in log time, is not worth a word.</summary>
    private const double LittleOffset = 0.05;

    /// <summary>Work of other resource profiles below this share is not worth one either.</summary>
    private const double LittleProfile = 0.02;

    /// <summary>What the model says of the runs whose programs are still in use.</summary>
    private static readonly ConditionalWeakTable<ReplayableProgram, OwnShape> Known = [];

    private readonly ReplayableProgram _program;
    private readonly OwnShape _own;
    private readonly Scheduler _scheduler = new();

    /// <summary>A predictor for a program; replays the run itself first, once for all predictors of the program.</summary>
    public Predictor(ReplayableProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        _program = program;
        _own = Known.GetValue(program, static each => new OwnShape(each, new SelfReplay(each.SpanMs, new Scheduler().Run(PlannedWork.AsItWas(each), ClusterTimeline.Of(each.RecordedSlots)).SpanMs)));
        Refusal = Gate.Of(program, Self);
    }

    /// <summary>A predictor for another thread.</summary>
    public Predictor(Predictor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        (_program, _own, Refusal) = (other._program, other._own, other.Refusal);
    }

    /// <summary>How well the run itself is replayed.</summary>
    public SelfReplay Self => _own.Self;

    /// <summary>Why nothing can be predicted from this log; absent when it can.</summary>
    public Refusal? Refusal { get; }

    /// <summary>Why a change cannot be predicted; absent when it can.</summary>
    public Refusal? RefusalOf(ChangeSet change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Refusal ?? Gate.Of(_program, change) ?? Gate.Of(Offset(change, ShapeAfter(change)));
    }

    /// <summary>By how much the model's own answer for the shape of the run is off its replay, in log time; answers for this change are corrected by it.</summary>
    internal double OffsetOf(ChangeSet change) => Offset(change, ShapeAfter(change));

    /// <summary>Predicts.</summary>
    /// <exception cref="InvalidOperationException">The change is refused: ask <see cref="RefusalOf"/> first.</exception>
    public PredictedRun Predict(ChangeSet change)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (RefusalOf(change) is { } refusal)
        {
            throw new InvalidOperationException($"{refusal.Reason} {refusal.Remedy}");
        }

        var shape = ShapeAfter(change);
        var (work, notes) = ChangedWork.Of(_program, shape, change);
        var (policy, allocation) = PolicyOf(shape, change);
        var replay = RunOf(work, shape, change, policy);
        var (offset, doubt) = (Offset(change, shape), ChangedWork.Doubt(_program, shape, change, work, replay.SpanMs));
        var (span, floor) = (replay.SpanMs * Math.Exp(offset), _scheduler.Run(work, timeline: null).SpanMs * Math.Exp(offset));
        var kind = ChangeKinds.Of(_program.Shape, shape, change);
        var sigma = IntervalTable.Sigma(_program, Self, replay.SpanMs, Unknown(change, shape, policy, replay.SpanMs), Math.Sqrt((doubt * doubt) + (offset * offset)));
        sigma = IntervalTable.With(kind, sigma, ReliefSpread(change, shape, policy, replay.SpanMs));
        var interval = IntervalTable.Around(span, kind, sigma);
        var held = policy is null ? ExecutorHold.Of(_program, shape, IsRecorded(shape, change), span) : ExecutorHold.Of(_program, policy, replay, span / replay.SpanMs);
        var harms = MemoryRisk.HarmsOf(_program, shape, change);
        var run = new PredictedRun
        {
            Change = change,
            Shape = shape,
            SpanMs = span,
            Interval = interval,
            Outside = StartUp.In(_program, shape),
            Sigma = sigma,
            IntervalRow = kind.ToString(),
            FloorMs = Math.Min(floor, span),
            HeldMs = replay.HeldMs,
            Limit = Limit.CriticalPath,
            Confidence = ConfidenceOf(interval),
            Notes = [.. notes, .. NotesOn(offset), .. NotesOnProfiles(shape), .. allocation is null ? [] : new[] { allocation }, .. harms, .. MemoryRisk.GainsOf(_program, shape, change)],
            Harms = harms,
            Held = held,
            MostExecutors = policy is null ? null : replay.MostExecutors,
            IsAllocated = policy is not null || (_program.HasDynamicAllocation && IsRecorded(shape, change)),
            Baselines = BaselinesOf(shape),
        };
        var (limit, besideSlots) = Limits.Of(_program, work, replay, floor / span, run);
        return run with { Limit = limit, LimitBesideSlots = besideSlots };
    }

    /// <summary>Span after a change in ms, and nothing else: one replay, where a prediction makes several.</summary>
    /// <exception cref="InvalidOperationException">The change is refused: ask <see cref="RefusalOf"/> first.</exception>
    public double SpanAfter(ChangeSet change)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (RefusalOf(change) is { } refusal)
        {
            throw new InvalidOperationException($"{refusal.Reason} {refusal.Remedy}");
        }

        var shape = ShapeAfter(change);
        return RunOf(ChangedWork.Of(_program, shape, change).Work, shape, change, PolicyOf(shape, change).Policy).SpanMs * Math.Exp(Offset(change, shape));
    }

    /// <summary>Span on slots with the task times given: separates errors of the schedule from errors of the durations (for the lab).</summary>
    internal double SpanOf(PlannedWork work, ClusterShape shape) => _scheduler.Run(work, TimelineOf(shape, IsRecorded(shape, ChangeSet.None))).SpanMs;

    private ClusterShape ShapeAfter(ChangeSet change) =>
        _program.Shape with { Executors = AllocationChange.ExecutorsAfter(_program, change), CoresPerExecutor = change.CoresPerExecutor ?? _program.Shape.CoresPerExecutor };

    private Replay RunOf(PlannedWork work, ClusterShape shape, ChangeSet change, AllocationPolicy? policy) =>
        policy is null ? _scheduler.Run(work, TimelineOf(shape, IsRecorded(shape, change))) : _scheduler.Run(work, policy);

    private (AllocationPolicy? Policy, string? Note) PolicyOf(ClusterShape shape, ChangeSet change) =>
        AllocationChange.IsFollowed(_program, shape, change) ? AllocationChange.Of(_program, shape, change, _own.RegistrationMs) : (null, null);

    /// <summary>What the answer is corrected by: the run's own shape, put together in the same way, against its replay. Nothing where the way is the replay's own.</summary>
    private double Offset(ChangeSet change, ClusterShape shape)
    {
        if (AllocationChange.IsFollowed(_program, shape, change))
        {
            // A run without it does not tell what it would have done.
            return _program.HasDynamicAllocation ? _own.Offset(ExecutorSupply.Allocated) : 0;
        }

        return !IsRecorded(shape, change) ? _own.Offset(ExecutorSupply.Arriving) : ChangedWork.Shares(_program, shape, change) ? _own.Offset(ExecutorSupply.Recorded) : 0;
    }

    /// <summary>A correction that a reader should know of.</summary>
    private static string[] NotesOn(double offset) => Math.Abs(offset) < LittleOffset ? [] :
    [
        string.Create(CultureInfo.InvariantCulture, $"for the run's own shape the model says {100 * Math.Abs(Math.Exp(-offset) - 1):0} % {(offset < 0 ? "more" : "less")} than its replay: other shapes are corrected by that, and their intervals are wider for it"),
    ];

    /// <summary>Tasks of a profile have executors of their own, and the log does not tell how many another cluster would give each.</summary>
    private string[] NotesOnProfiles(ClusterShape shape) => shape == _program.Shape || _program.OtherProfilesShare < LittleProfile ? [] :
    [
        string.Create(CultureInfo.InvariantCulture, $"{100 * _program.OtherProfilesShare:0} % of the work ran on executors of another resource profile (stage-level scheduling): other shapes hold executors of one kind, on which every task may run, and their intervals are wider for it"),
    ];

    /// <summary>Whether executors are there as in the run: where it let them come and go, no change of that was asked for.</summary>
    private bool IsRecorded(ClusterShape shape, ChangeSet change) =>
        shape.Slots == _program.Shape.Slots && shape.Executors == _program.Shape.Executors && !(_program.HasDynamicAllocation && AllocationChange.IsAsked(change));

    /// <summary>The recorded lives of executors as long as the shape is the run's; else slots that are there throughout.</summary>
    private ClusterTimeline TimelineOf(ClusterShape shape, bool isRecorded) => isRecorded
        ? ClusterTimeline.Of(_program.RecordedSlots)
        : Arrivals.Of(_program, shape);

    /// <summary>How far the span moves, in log time, if first uses and hosts are harder than they are taken to be; the run's own shape holds them as they were.</summary>
    private double Unknown(ChangeSet change, ClusterShape shape, AllocationPolicy? policy, double spanMs) => !ChangedWork.IsUnsure(_program, shape, change)
        ? 0
        : Math.Abs(Math.Log(Math.Max(1, RunOf(ChangedWork.Harder(_program, shape, change), shape, change, policy).SpanMs) / Math.Max(1, spanMs)));

    /// <summary>How far the span moves, in log time, between the least and the most that remedies are said to save.</summary>
    private double ReliefSpread(ChangeSet change, ClusterShape shape, AllocationPolicy? policy, double spanMs)
    {
        if (!change.Reliefs.Any(relief => relief.LeastShareSaved is not null || relief.MostShareSaved is not null))
        {
            return 0;
        }

        var least = With(change, relief => relief.LeastShareSaved ?? relief.ShareSaved);
        var most = With(change, relief => relief.MostShareSaved ?? relief.ShareSaved);
        var (slow, fast) = (Span(least), Span(most));
        return Math.Max(Math.Log(slow / spanMs), Math.Log(spanMs / fast)) / 2;

        double Span(ChangeSet set) => Math.Max(1, RunOf(ChangedWork.Of(_program, shape, set).Work, shape, change, policy).SpanMs);
    }

    private static ChangeSet With(ChangeSet change, Func<StageRelief, double> share) =>
        change with { Reliefs = [.. change.Reliefs.Select(relief => relief with { ShareSaved = share(relief) })] };

    private static Confidence ConfidenceOf(PredictionInterval interval) => interval.HalfWidth switch
    {
        <= 0.10 => Confidence.High,
        <= 0.20 => Confidence.Medium,
        _ => Confidence.Low,
    };

    private Baselines BaselinesOf(ClusterShape shape)
    {
        var ratio = _program.Shape.Slots / (double)shape.Slots;
        var span = _program.SpanMs;
        var driver = Math.Min(_program.NoTaskMs, span);
        return new Baselines(span, span * ratio, driver + ((span - driver) * ratio), _scheduler.Run(PlannedWork.RunTimesOnly(_program), ClusterTimeline.Steady(shape.Slots)).SpanMs);
    }
}
