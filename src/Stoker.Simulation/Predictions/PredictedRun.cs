using Stoker.Simulation.Changes;

namespace Stoker.Simulation.Predictions;

/// <summary>How long the application would take after a change. Times are of its span, from the first job or SQL execution to the end of the last, in ms.</summary>
public sealed record PredictedRun
{
    /// <summary>What was changed.</summary>
    public required ChangeSet Change { get; init; }

    /// <summary>Executors and slots after the change.</summary>
    public required ClusterShape Shape { get; init; }

    /// <summary>Span as predicted.</summary>
    public required double SpanMs { get; init; }

    /// <summary>Where the span lies in nine of ten runs, by what earlier predictions of this kind missed by.</summary>
    public required PredictionInterval Interval { get; init; }

    /// <summary>Time of the application outside the span.</summary>
    public required OutsideTime Outside { get; init; }

    /// <summary>Time of the application as predicted: its span, and what lies outside.</summary>
    public double ApplicationMs => SpanMs + Outside.Ms;

    /// <summary>Where the time of the application lies in nine of ten runs: both parts at their ends, so rather wider than narrower.</summary>
    public PredictionInterval ApplicationInterval => new(Interval.LowMs + Outside.Interval.LowMs, Interval.HighMs + Outside.Interval.HighMs);

    /// <summary>How hard the question was, in log time: what the interval is a multiple of.</summary>
    public double Sigma { get; init; }

    /// <summary>Name of the row of the table of intervals that it was taken from: pairs of runs of that kind teach it anew.</summary>
    public required string IntervalRow { get; init; }

    /// <summary>Span with a slot for every task: no number of executors takes it lower.</summary>
    public required double FloorMs { get; init; }

    /// <summary>Core time that tasks hold slots.</summary>
    public required double HeldMs { get; init; }

    /// <summary>For how long executors are held.</summary>
    public required ExecutorHold Held { get; init; }

    /// <summary>Whether dynamic allocation asks for executors, or did so in the run.</summary>
    public bool IsAllocated { get; init; }

    /// <summary>The most executors that are there at one time, where dynamic allocation asks for them otherwise than in the run; absent elsewhere.</summary>
    public int? MostExecutors { get; init; }

    /// <summary>Slot time of executors while they are held within the span.</summary>
    public double CoreMs => Held.WithinMs * Shape.CoresPerExecutor;

    /// <summary>Share of the slot time in which tasks run.</summary>
    public double Utilization => CoreMs > 0 ? Math.Min(1, HeldMs / CoreMs) : 0;

    /// <summary>What keeps it from being faster on more slots.</summary>
    public required Limit Limit { get; init; }

    /// <summary>What keeps it from being faster where other shapes show that more slots do not.</summary>
    public Limit LimitBesideSlots { get; init; } = Limit.CriticalPath;

    /// <summary>How far to trust it.</summary>
    public required Confidence Confidence { get; init; }

    /// <summary>What was taken to change beside the slots, and what could not be known.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Those of the notes that say what may go wrong for want of memory; empty when nothing is known to.</summary>
    public IReadOnlyList<string> Harms { get; init; } = [];

    /// <summary>What trivial rules say of the same question.</summary>
    public required Baselines Baselines { get; init; }

    /// <summary>
    /// The run beside the one that was measured, not beside its replay: what the replay of the run itself is off by, every prediction is taken to be off by too.
    /// Else a curve would step at the shape of the run.
    /// </summary>
    /// <param name="self">The run replayed as it was.</param>
    public PredictedRun Beside(SelfReplay self)
    {
        var factor = self.ReplayedMs > 0 ? self.MeasuredMs / self.ReplayedMs : 1;
        return this with
        {
            SpanMs = SpanMs * factor,
            Interval = new PredictionInterval(Interval.LowMs * factor, Interval.HighMs * factor),
            FloorMs = FloorMs * factor,
            HeldMs = HeldMs * factor,
            Held = Held with { WithinMs = Held.WithinMs * factor },
        };
    }
}
