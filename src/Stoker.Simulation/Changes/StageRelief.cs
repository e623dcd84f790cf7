using Stoker.Model.Stages;

namespace Stoker.Simulation.Changes;

/// <summary>
/// What a remedy does to the tasks of a stage: a native expression instead of Python, no spill, a skewed partition split. Times are those of the log;
/// the interval of the share is the caller's to know.
/// </summary>
/// <param name="Stage">The stage.</param>
/// <param name="ShareSaved">Share of each task's slot time that goes away, 0 to 1.</param>
/// <param name="EvenOut">Whether tasks far above the median are split until none is: a skewed key that is spread.</param>
/// <param name="LeastShareSaved">The share at the least, for the interval; absent for <paramref name="ShareSaved"/>.</param>
/// <param name="MostShareSaved">The share at the most.</param>
public sealed record StageRelief(StageId Stage, double ShareSaved, bool EvenOut = false, double? LeastShareSaved = null, double? MostShareSaved = null)
{
    /// <summary>What of the memory of its tasks goes too.</summary>
    public FreedMemory Frees { get; init; }
}
