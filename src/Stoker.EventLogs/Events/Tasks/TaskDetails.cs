using Stoker.Model.Tasks;

namespace Stoker.EventLogs.Events.Tasks;

/// <summary>What few tasks have: a failure, or updates of accumulators that the program named.</summary>
internal sealed class TaskDetails
{
    public string? ErrorMessage { get; set; }

    /// <summary>Class of the exception of a failure.</summary>
    public string? ClassName { get; set; }

    public FetchFailure? FetchFailure { get; set; }

    public List<NamedUpdate> NamedUpdates { get; } = [];

    /// <summary>An update of an accumulator that is neither a task metric nor a SQL metric.</summary>
    internal readonly record struct NamedUpdate(long Id, string Name, string? Update, string? Value);
}
