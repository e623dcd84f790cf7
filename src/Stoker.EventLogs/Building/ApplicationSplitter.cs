using Stoker.EventLogs.Events;
using Stoker.EventLogs.Events.Applications;
using Stoker.EventLogs.Events.Executors;
using Stoker.EventLogs.Sources;

namespace Stoker.EventLogs.Building;

/// <summary>
/// Gives each event to the application that it belongs to: of logs that were joined, each application is read by itself where its beginning can be told, by the start of its
/// log or by the end of the one before. One owner, not thread safe.
/// </summary>
internal sealed class ApplicationSplitter
{
    private readonly List<EventBatch.Issue> _issues = [];
    private readonly List<ApplicationBuilder> _applications = [];

    /// <summary>What came since the last log ended, or another began, and before an application names itself: settings, the driver.</summary>
    private readonly List<LogEvent> _held = [];
    private ApplicationBuilder _current;
    private bool _hasLogStart;

    public ApplicationSplitter() => _applications.Add(_current = new ApplicationBuilder(_issues));

    /// <summary>The applications in the order of their beginnings; one at least.</summary>
    public IReadOnlyList<ApplicationBuilder> Applications => _applications;

    /// <summary>Applies the events of a batch.</summary>
    /// <returns>What cannot be in them, valid until the next batch.</returns>
    public List<EventBatch.Issue> Apply(EventBatch batch)
    {
        _issues.Clear();
        foreach (var entry in batch.Entries)
        {
            if (entry.Kind == EventBatch.EntryKind.Event)
            {
                Apply(batch.Event(entry.Position), entry);
                continue;
            }

            Release(entry);
            _current.ApplyTask(batch, entry);
        }

        return _issues;
    }

    /// <summary>Ends the log.</summary>
    /// <param name="wanted">The application that is asked for.</param>
    /// <returns>The one that is asked for; the last one where none is.</returns>
    public ApplicationBuilder Finish(LogHeader wanted)
    {
        Release(default);
        return (wanted.AppId is null ? null : _applications.Find(application => application.ApplicationId == wanted.AppId && application.AttemptId == wanted.AttemptId))
            ?? _applications[^1];
    }

    private void Apply(LogEvent logEvent, EventBatch.Entry entry)
    {
        switch (logEvent)
        {
            case LogStart when _current.ApplicationStarts > 0:
                Release(entry);
                _hasLogStart = true;
                _held.Add(logEvent);
                return;
            case ResourceProfileAdded or EnvironmentUpdate or BlockManagerAdded or ExecutorAdded when CanBegin:
                _held.Add(logEvent);
                return;
            case ApplicationStart start when _current.ApplicationStarts > 0 && CanBegin && !_current.Is(start):
                _current = _applications.Find(application => application.Is(start)) ?? Begin();
                break;
        }

        Release(entry);
        _current.Apply(logEvent, entry);
    }

    /// <summary>Whether another application may begin here.</summary>
    private bool CanBegin => _hasLogStart || _current.HasEnd;

    private ApplicationBuilder Begin()
    {
        var application = new ApplicationBuilder(_issues);
        _applications.Add(application);
        return application;
    }

    /// <summary>Applies what was held.</summary>
    /// <param name="entry">The event that decided to whom it belongs.</param>
    private void Release(EventBatch.Entry entry)
    {
        if (_held.Count == 0)
        {
            return;
        }

        foreach (var logEvent in _held)
        {
            _current.Apply(logEvent, entry);
        }

        _held.Clear();
        _hasLogStart = false;
    }
}
