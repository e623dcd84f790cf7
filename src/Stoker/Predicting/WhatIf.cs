using Stoker.Findings;
using Stoker.Model;
using Stoker.Simulation.Changes;
using Stoker.Simulation.Predictions;

namespace Stoker.Predicting;

/// <summary>How long an application would take on other clusters, and what that costs.</summary>
public sealed record WhatIf
{
    /// <summary>The source as it was named.</summary>
    public required string Source { get; init; }

    /// <summary>The application.</summary>
    public required Application Application { get; init; }

    /// <summary>Other applications of the source.</summary>
    public int OtherApplications { get; init; }

    /// <summary>The cluster of the run.</summary>
    public required ClusterShape Shape { get; init; }

    /// <summary>Span of the run, from its first job or SQL execution to the end of the last, in ms.</summary>
    public required double SpanMs { get; init; }

    /// <summary>Part of the span in which no task ran, in ms: no cluster makes it shorter.</summary>
    public required double DriverOnlyMs { get; init; }

    /// <summary>Time before and after the span, in ms; taken as it was.</summary>
    public required double OutsideMs { get; init; }

    /// <summary>The run replayed on its own cluster.</summary>
    public required SelfReplay Self { get; init; }

    /// <summary>Whether the driver ran the tasks itself: there are no executors then.</summary>
    public bool IsLocal { get; init; }

    /// <summary>Whether more executors and cores would share the machine of the run.</summary>
    public bool IsOneMachine { get; init; }

    /// <summary>CPUs that the tasks of a host had together while they wanted more; absent where none is known to have.</summary>
    public double? SharedCpus { get; init; }

    /// <summary>Findings whose cost was taken off the tasks of their stages, because the request names them or a setting that cures them.</summary>
    public IReadOnlyList<Finding> Cured { get; init; } = [];

    /// <summary>An id of <see cref="WhatIfRequest.Without"/> that no finding of the run has: the question itself is wrong, and <see cref="Refusal"/> says which ids there are.</summary>
    public string? UnknownFinding { get; init; }

    /// <summary>Why nothing is predicted; absent when something is.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>Shapes that were asked for and are not predicted, with the reason.</summary>
    public IReadOnlyList<(ClusterShape Shape, Refusal Refusal)> RefusedShapes { get; init; } = [];

    /// <summary>Predicted runs by slots, ascending. Where settings or findings are to be different, the run as it was goes before them: it is what they are measured against.</summary>
    public IReadOnlyList<PricedRun> Runs { get; init; } = [];

    /// <summary>Those that answer the question: all shapes, but not the run as it was where something else is to be different.</summary>
    public IEnumerable<PricedRun> Asked => Runs.Where(run => !run.IsMeasured || !Request.ChangesRun);

    /// <summary>The fastest of those asked, the smallest of those that are as fast.</summary>
    public PricedRun? Fastest => Asked.MinBy(run => run.TakesMs);

    /// <summary>The smallest shape asked within a tenth of the fastest: more only costs more. Absent where fewer than three were looked at.</summary>
    public PricedRun? FastEnough { get; init; }

    /// <summary>The shape asked with the least product of cost and time: each percent of speed is paid with a percent of cost. Absent where nothing has a price.</summary>
    public PricedRun? BestValue { get; init; }

    /// <summary>The cheapest shape asked whose interval ends before the deadline; absent without a deadline, when none does, and where the log stops before the end of the run.</summary>
    public PricedRun? Cheapest { get; init; }

    /// <summary>Shapes along the axis that nobody asked for in numbers, by slots: cores of an executor, or executors. Looked at where there is a deadline that none of those asked holds; empty elsewhere.</summary>
    public IReadOnlyList<PricedRun> Others { get; init; } = [];

    /// <summary>The cheapest of the others whose interval ends before the deadline.</summary>
    public PricedRun? CheapestOfOthers { get; init; }

    /// <summary>The request.</summary>
    public required WhatIfRequest Request { get; init; }
}
