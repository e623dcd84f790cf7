using Stoker.Findings.Tracing;

namespace Stoker.PySpark.Closures;

/// <summary>What functions carry with them to a task.</summary>
internal sealed record Closure
{
    /// <summary>Nothing large, and nothing that is not known.</summary>
    public static readonly Closure Empty = new();

    /// <summary>It may be anything.</summary>
    public static readonly Closure Unknown = new() { IsKnown = false };

    /// <summary>What is large, whichever way the program goes.</summary>
    public IReadOnlyList<Capture> Captures { get; init; } = [];

    /// <summary>What is large on one of its ways.</summary>
    public IReadOnlyList<Capture> Possible { get; init; } = [];

    /// <summary>Whether a broadcast is read.</summary>
    public bool ReadsBroadcast { get; init; }

    /// <summary>Whether all the rest that is captured is known to be small.</summary>
    public bool IsKnown { get; init; } = true;

    public ClosureAnswer Answer =>
        Captures.Count > 0 ? ClosureAnswer.Captures
        : Possible.Count > 0 ? ClosureAnswer.TwoWays
        : !IsKnown ? ClosureAnswer.Unknown
        : ReadsBroadcast ? ClosureAnswer.ReadsBroadcast
        : ClosureAnswer.CapturesNothing;

    /// <summary>Both are carried.</summary>
    public Closure And(Closure other) => new()
    {
        Captures = [.. Captures, .. other.Captures],
        Possible = [.. Possible, .. other.Possible],
        ReadsBroadcast = ReadsBroadcast || other.ReadsBroadcast,
        IsKnown = IsKnown && other.IsKnown,
    };

    /// <summary>One of them is carried.</summary>
    public Closure Or(Closure other)
    {
        var isSure = Captures.Count > 0 && other.Captures.Count > 0;
        return new Closure
        {
            Captures = isSure ? Captures : [],
            Possible = isSure ? [] : [.. Captures, .. other.Captures, .. Possible, .. other.Possible],
            ReadsBroadcast = ReadsBroadcast || other.ReadsBroadcast,
            IsKnown = IsKnown && other.IsKnown,
        };
    }

    /// <summary>The same where a cache may stand before it, so that it need not run.</summary>
    public Closure Perhaps() => this with { Captures = [], Possible = [.. Captures, .. Possible] };
}
