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

    /// <summary>Predicted runs by slots, ascending.</summary>
    public IReadOnlyList<PricedRun> Runs { get; init; } = [];

    /// <summary>The smallest shape within a tenth of the fastest: more only costs more. Absent where fewer than three were looked at.</summary>
    public PricedRun? FastEnough { get; init; }

    /// <summary>The shape with the least product of cost and time: each percent of speed is paid with a percent of cost.</summary>
    public PricedRun? BestValue { get; init; }

    /// <summary>The cheapest shape whose interval ends before the deadline; absent without a deadline, when none does, and where the log stops before the end of the run.</summary>
    public PricedRun? Cheapest { get; init; }

    /// <summary>The request.</summary>
    public required WhatIfRequest Request { get; init; }
}
