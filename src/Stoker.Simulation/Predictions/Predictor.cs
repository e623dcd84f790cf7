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
    private readonly ReplayableProgram _program;
    private readonly Scheduler _scheduler = new();

    /// <summary>A predictor for a program; replays the run itself first.</summary>
    public Predictor(ReplayableProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        _program = program;
        Self = new SelfReplay(program.SpanMs, _scheduler.Run(PlannedWork.AsItWas(program), ClusterTimeline.Of(program.RecordedSlots)).SpanMs);
        Refusal = Gate.Of(program, Self);
    }

    /// <summary>How well the run itself is replayed.</summary>
    public SelfReplay Self { get; }

    /// <summary>Why nothing can be predicted from this log; absent when it can.</summary>
    public Refusal? Refusal { get; }

    /// <summary>Why a change cannot be predicted; absent when it can.</summary>
    public Refusal? RefusalOf(ChangeSet change) => Refusal ?? Gate.Of(_program, change);

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
        var (policy, allocation) = AllocationChange.Of(_program, shape, change);
        var replay = policy is null ? _scheduler.Run(work, TimelineOf(shape)) : _scheduler.Run(work, policy);
        var floor = _scheduler.Run(work, timeline: null).SpanMs;
        var kind = ChangeKinds.Of(_program.Shape, shape, change);
        var sigma = IntervalTable.Sigma(_program, Self, Math.Max(ReliefSpread(change, shape, replay.SpanMs), Unknown(change, shape, replay.SpanMs)), ChangedWork.Doubt(_program, shape, work));
        var interval = IntervalTable.Around(replay.SpanMs, kind, sigma);
        return new PredictedRun
        {
            Change = change,
            Shape = shape,
            SpanMs = replay.SpanMs,
            Interval = interval,
            Sigma = sigma,
            IntervalRow = kind.ToString(),
            FloorMs = Math.Min(floor, replay.SpanMs),
            HeldMs = replay.HeldMs,
            Limit = Limits.Of(_program, work, replay, floor, shape),
            Confidence = ConfidenceOf(interval),
            Notes = [.. notes, .. allocation is null ? [] : new[] { allocation }, .. MemoryRisk.Of(_program, shape, change)],
            ExecutorMs = replay.ExecutorMs,
            Baselines = BaselinesOf(shape),
        };
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
        return _scheduler.Run(ChangedWork.Of(_program, shape, change).Work, TimelineOf(shape)).SpanMs;
    }

    /// <summary>Span on slots with the task times given: separates errors of the schedule from errors of the durations (for the lab).</summary>
    internal double SpanOf(PlannedWork work, ClusterShape shape) => _scheduler.Run(work, TimelineOf(shape)).SpanMs;

    private ClusterShape ShapeAfter(ChangeSet change) =>
        _program.Shape with { Executors = change.Executors ?? _program.Shape.Executors, CoresPerExecutor = change.CoresPerExecutor ?? _program.Shape.CoresPerExecutor };

    /// <summary>The recorded lives of executors as long as the shape is the run's; else slots that are there throughout.</summary>
    private ClusterTimeline TimelineOf(ClusterShape shape) => shape.Slots == _program.Shape.Slots && shape.Executors == _program.Shape.Executors
        ? ClusterTimeline.Of(_program.RecordedSlots)
        : Arrivals.Of(_program, shape);

    /// <summary>How far the span moves, in log time, if first uses and hosts are harder than they are taken to be; the run's own shape holds them as they were.</summary>
    private double Unknown(ChangeSet change, ClusterShape shape, double spanMs) => !ChangedWork.IsUnsure(_program, shape, change)
        ? 0
        : Math.Abs(Math.Log(Math.Max(1, _scheduler.Run(ChangedWork.Harder(_program, shape, change), TimelineOf(shape)).SpanMs) / Math.Max(1, spanMs)));

    /// <summary>How far the span moves, in log time, between the least and the most that remedies are said to save.</summary>
    private double ReliefSpread(ChangeSet change, ClusterShape shape, double spanMs)
    {
        if (!change.Reliefs.Any(relief => relief.LeastShareSaved is not null || relief.MostShareSaved is not null))
        {
            return 0;
        }

        var least = With(change, relief => relief.LeastShareSaved ?? relief.ShareSaved);
        var most = With(change, relief => relief.MostShareSaved ?? relief.ShareSaved);
        var (slow, fast) = (Span(least), Span(most));
        return Math.Max(Math.Log(slow / spanMs), Math.Log(spanMs / fast)) / 2;

        double Span(ChangeSet set) => Math.Max(1, _scheduler.Run(ChangedWork.Of(_program, shape, set).Work, TimelineOf(shape)).SpanMs);
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
        var driver = Math.Min(_program.DriverOnlyMs, span);
        return new Baselines(span, span * ratio, driver + ((span - driver) * ratio), _scheduler.Run(PlannedWork.RunTimesOnly(_program), ClusterTimeline.Steady(shape.Slots)).SpanMs);
    }
}
