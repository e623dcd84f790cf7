using Stoker.Model.Units;

namespace Stoker.Model.TimeSplit;

/// <summary>The longest chain through driver gaps, jobs, stages and last tasks: without gaps or overlaps from the application's start to its end.</summary>
/// <param name="Segments">Its stretches in the order of time.</param>
public sealed record CriticalPath(IReadOnlyList<CriticalSegment> Segments)
{
    /// <summary>The whole, which is the application's wall time.</summary>
    public Milliseconds Total => new(Segments.Sum(segment => segment.Duration.Value));

    /// <summary>Time of the stretches with a cause.</summary>
    public Milliseconds TimeOf(CriticalCause cause) => new(Segments.Where(segment => segment.Cause == cause).Sum(segment => segment.Duration.Value));
}
