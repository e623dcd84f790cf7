using Stoker.EventLogs.Sources;
using Stoker.Model.Units;

namespace Stoker.Predicting;

/// <summary>What is asked of a run.</summary>
/// <param name="Source">A SOURCE: file, folder, <c>-</c> or address.</param>
public sealed record WhatIfRequest(string Source)
{
    /// <summary>Which application of the source; the newest unless said otherwise.</summary>
    public SourceSelection Selection { get; init; } = SourceSelection.Newest;

    /// <summary>How the source is read.</summary>
    public SourceOptions Options { get; init; } = new();

    /// <summary>Numbers of executors to look at; empty for a curve around those of the run.</summary>
    public IReadOnlyList<int> Executors { get; init; } = [];

    /// <summary>Cores of each executor; absent for those of the run. Several make a curve over cores.</summary>
    public IReadOnlyList<int> Cores { get; init; } = [];

    /// <summary>Whether few shapes, from a quarter to four times the run's, make a curve that nobody asked for in numbers.</summary>
    public bool IsCoarse { get; init; }

    /// <summary>Settings that are to be different.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Ids of findings without whose cost the run is asked for.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>Whether something but the shape is to be different.</summary>
    public bool ChangesRun => Settings.Count > 0 || Without.Count > 0;

    /// <summary>Time in which the application is to be done, from its start; the cheapest shape that holds it is looked for.</summary>
    public Milliseconds? Deadline { get; init; }

    /// <summary>Prices.</summary>
    public Prices Prices { get; init; } = Prices.Relative;
}
