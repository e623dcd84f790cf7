namespace Stoker.Findings.Tracing;

/// <summary>Which jobs a piece of source has a part in, as far as the source tells.</summary>
/// <param name="Actions">Indices of the <see cref="SourceAction"/>s that run it, ascending; empty when none is known.</param>
/// <param name="Functions">Names under which it is in a plan, when it is about Python functions; the jobs' other stages are then not its own.</param>
public sealed record SourceTrace(IReadOnlyList<int> Actions, IReadOnlyList<string> Functions)
{
    /// <summary>Nothing is known.</summary>
    public static SourceTrace None { get; } = new([], []);
}
