using Stoker.EventLogs.Events;
using Stoker.Model.Reading;

namespace Stoker.EventLogs.Building;

/// <summary>
/// Remembers which tasks and executors have come and gone, and counts events that are there twice, and starts that stand behind their end or behind a later start: Spark writes
/// each event once, and starts of tasks in the order of their ids.
/// </summary>
/// <param name="issues">Is told of the first of each kind.</param>
internal sealed class EventOrder(List<EventBatch.Issue> issues)
{
    private readonly IdSet _started = new();
    private readonly IdSet _ended = new();
    private readonly HashSet<(string Id, long Time)> _executors = [];
    private long _highestTask = long.MinValue;

    /// <summary>Events that were there before and were left out.</summary>
    public long Twice { get; private set; }

    /// <summary>Starts that stand behind their own end, or behind the start of a later task.</summary>
    public long Misplaced { get; private set; }

    /// <summary>Takes note of the start of a task.</summary>
    /// <param name="task">Its id.</param>
    /// <param name="entry">The event.</param>
    /// <param name="hasEnded">Whether its end came before.</param>
    /// <returns>False when the start was there before.</returns>
    public bool Start(long task, EventBatch.Entry entry, out bool hasEnded)
    {
        hasEnded = _ended.Contains(task);
        if (!_started.Add(task))
        {
            TellTwice(entry);
            return false;
        }

        if (hasEnded || task < _highestTask)
        {
            TellMisplaced(entry);
        }

        _highestTask = Math.Max(_highestTask, task);
        return true;
    }

    /// <summary>Takes note of the end of a task.</summary>
    /// <returns>False when the end was there before.</returns>
    public bool End(long task, EventBatch.Entry entry)
    {
        if (_ended.Add(task))
        {
            return true;
        }

        TellTwice(entry);
        return false;
    }

    /// <summary>Takes note of the registration of an executor.</summary>
    /// <returns>False when it was there before.</returns>
    public bool Register(string executor, long time, EventBatch.Entry entry)
    {
        if (_executors.Add((executor, time)))
        {
            return true;
        }

        TellTwice(entry);
        return false;
    }

    public void TellTwice(EventBatch.Entry entry)
    {
        if (Twice++ == 0)
        {
            issues.Add(new EventBatch.Issue(ParseIssueKind.RepeatedEvent, entry.Line, entry.Start, "The event is there a second time; it counts once."));
        }
    }

    public void TellMisplaced(EventBatch.Entry entry)
    {
        if (Misplaced++ == 0)
        {
            issues.Add(new EventBatch.Issue(ParseIssueKind.MisplacedEvent, entry.Line, entry.Start, "The start stands behind its end, or behind the start of a later task."));
        }
    }
}
