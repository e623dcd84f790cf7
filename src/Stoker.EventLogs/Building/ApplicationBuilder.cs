using System.Runtime.InteropServices;
using Stoker.EventLogs.Events;
using Stoker.EventLogs.Events.Applications;
using Stoker.EventLogs.Events.Executors;
using Stoker.EventLogs.Events.Jobs;
using Stoker.EventLogs.Events.Sessions;
using Stoker.EventLogs.Events.Sql;
using Stoker.EventLogs.Events.Stages;
using Stoker.EventLogs.Events.Storage;
using Stoker.EventLogs.Events.Streaming;
using Stoker.EventLogs.Events.Tasks;
using Stoker.Model;
using Stoker.Model.Executors;
using Stoker.Model.Reading;
using Stoker.Model.Settings;
using Stoker.Model.Sql;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;
using Stoker.Model.Units;

namespace Stoker.EventLogs.Building;

/// <summary>
/// Applies events in log order and freezes the model: the rules of AppStatusListener.scala and SQLAppStatusListener.scala in one place a subject
/// (partial files). One owner, not thread safe.
/// </summary>
internal sealed partial class ApplicationBuilder
{
    private readonly NameTable _executorNames = new();
    private readonly NameTable _hostNames = new();
    private string _sparkVersion = "";
    private ApplicationStart? _start;
    private ApplicationEnd? _end;
    private EnvironmentUpdate? _environment;
    private readonly EventTimes _times = new();
    private readonly List<EventBatch.Issue> _issues;
    private readonly ImpossibleValues _impossible;
    private readonly EventOrder _order;
    private readonly HashSet<(string? Id, string? Attempt, long Time)> _applications = [];
    private long _previousTime;
    private bool _hasLogStart;

    /// <summary>The event that is applied.</summary>
    private EventBatch.Entry _entry;

    /// <param name="issues">Takes what cannot be, by its place in the batch.</param>
    public ApplicationBuilder(List<EventBatch.Issue> issues)
    {
        _issues = issues;
        _impossible = new ImpossibleValues(issues);
        _order = new EventOrder(issues);
    }

    /// <summary>How many applications began in this log.</summary>
    public int ApplicationStarts { get; private set; }

    /// <summary>Whether any event was applied at all.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>How many applications they are, by id, attempt and start: a cluster that gives one id to two runs makes two of them. 1 when none is named.</summary>
    public int Applications => Math.Max(1, _applications.Count);

    /// <summary>Whether work is told of, but no start of the log or of the application: a log that was cut behind its start has not begun to work.</summary>
    public bool LacksBeginning => ApplicationStarts == 0 && !IsEmpty && (!_hasLogStart || _jobs.Count + _stages.Count > 0);

    /// <summary>The longest time from one event to the next, ms.</summary>
    public long LongestSilence { get; private set; }

    /// <summary>The most that time went back from one event to the next, ms.</summary>
    public long LargestStepBack { get; private set; }

    /// <summary>Application id of the last start.</summary>
    public string? ApplicationId => _start?.Id;

    /// <summary>Attempt id of the last start.</summary>
    public string? AttemptId => _start?.AttemptId;

    /// <summary>What to call the application.</summary>
    public string Title => _start?.Id ?? _start?.Name ?? "";

    /// <summary>Whether the application has ended.</summary>
    public bool HasEnd => _end is not null;

    /// <summary>Events that were there before and were left out.</summary>
    public long RepeatedEvents => _order.Twice;

    /// <summary>Events that stand where they cannot be.</summary>
    public long MisplacedEvents => _order.Misplaced;

    /// <summary>Times that are years away from those of the run.</summary>
    public long TimesAstray => _times.Astray + new[] { _start?.Time, _end?.Time }.Count(time => time is <= 0 && _times.IsAstray(time.Value)); // Those say nothing elsewhere.

    /// <summary>Whether a start is that of this application, told once more.</summary>
    public bool Is(ApplicationStart start) => _start is not null && start.Time == _start.Time && (start.Id is null ? start.Name == _start.Name : start.Id == _start.Id && start.AttemptId == _start.AttemptId);

    /// <summary>Applies the start or the end of a task.</summary>
    public void ApplyTask(EventBatch batch, EventBatch.Entry entry)
    {
        IsEmpty = false;
        _entry = entry;
        ref var record = ref batch.Task(entry.Position);
        if (entry.Kind == EventBatch.EntryKind.TaskStart)
        {
            Apply(batch, ref record);
            return;
        }

        ApplyEnd(batch, ref record);
    }

    /// <summary>Applies another event.</summary>
    public void Apply(LogEvent logEvent, EventBatch.Entry entry)
    {
        IsEmpty = false;
        _entry = entry;
        Apply(logEvent);
    }

    public Application Freeze(ReadingReport reading)
    {
        EndOpenTasks();
        var stages = FreezeStages(out var lastAttempts);
        var start = _start is { } known && !_times.IsAstray(known.Time) ? known.Time : _times.First ?? 0;
        return new Application
        {
            Id = _start?.Id ?? "",
            AttemptId = _start?.AttemptId,
            Name = _start?.Name ?? "",
            User = _start?.User ?? "",
            SparkVersion = _sparkVersion,
            StartTime = new Timestamp(start),
            EndTime = _end is { } end ? new Timestamp(_times.IsAstray(end.Time) ? _times.Last ?? end.Time : end.Time) : null,
            LastEventTime = new Timestamp(_times.Last ?? start),
            ExitCode = _end?.ExitCode,
            Jobs = [.. _jobs.Values.OrderBy(job => job.Id).Select(job => job.Freeze())],
            Stages = stages,
            Executors = [.. _executors.Select(executor => executor.Freeze())],
            SqlExecutions = [.. _executions.Values.OrderBy(execution => execution.Id).Select(execution => execution.Freeze(lastAttempts))],
            CachedRdds = [.. _rdds.OrderBy(pair => pair.Key).Select(pair => pair.Value.Freeze())],
            Settings = new ApplicationSettings(_environment?.Groups),
            ResourceProfiles = [.. _profiles.Values.OrderBy(profile => profile.Id)],
            MiscellaneousProcesses = _processes,
            StreamingQueries = FreezeStreamingQueries(),
            ClientSessions = [.. _sessions.Values],
            ClientOperations = [.. _operations.Values],
            Reading = reading,
        };
    }

    private void Apply(LogEvent logEvent)
    {
        switch (logEvent)
        {
            case LogStart start:
                _hasLogStart = true;
                _sparkVersion = start.SparkVersion.Length > 0 ? start.SparkVersion : _sparkVersion;
                break;
            case ApplicationStart start:
                Apply(start);
                break;
            case ApplicationEnd end:
                _end = end;
                NoteNow(end.Time);
                break;
            case EnvironmentUpdate environment:
                _environment = environment;
                ApplyTaskCpus(environment);
                break;
            case JobStart job:
                Apply(job);
                break;
            case JobEnd job:
                Apply(job);
                break;
            case StageSubmitted stage:
                Apply(stage);
                break;
            case StageCompleted stage:
                Apply(stage);
                break;
            case TaskGettingResult result:
                Apply(result);
                break;
            case RddUnpersisted rdd:
                Apply(rdd);
                break;
            case BlockUpdated block:
                Apply(block);
                break;
            case StreamingQueryEvent streaming:
                Apply(streaming);
                break;
            case ClientEvent client:
                Apply(client);
                break;
            default:
                ApplyExecutorOrSql(logEvent);
                break;
        }
    }

    private void ApplyExecutorOrSql(LogEvent logEvent)
    {
        switch (logEvent)
        {
            case ExecutorAdded executor:
                Apply(executor);
                break;
            case ExecutorRemoved executor:
                Apply(executor);
                break;
            case BlockManagerAdded manager:
                Apply(manager);
                break;
            case ExclusionChanged exclusion:
                Apply(exclusion);
                break;
            case ExecutorMetricsUpdate metrics:
                Apply(metrics);
                break;
            case ResourceProfileAdded profile:
                _profiles[profile.Profile.Id.Value] = profile.Profile;
                break;
            case MiscellaneousProcessAdded process:
                _processes.RemoveAll(known => known.Id == process.Process.Id);
                _processes.Add(process.Process);
                break;
            case SqlExecutionStart sql:
                Apply(sql);
                break;
            case SqlPlanUpdate sql:
                ExecutionOf(sql.ExecutionId).Apply(sql);
                break;
            case SqlExecutionEnd sql:
                Apply(sql);
                break;
            case IcebergCommit sql:
                ExecutionOf(sql.ExecutionId).Apply(sql);
                break;
            case DriverMetricUpdates sql:
                _impossible.RemoveUpdates(CollectionsMarshal.AsSpan(sql.Updates), _entry);
                ExecutionOf(sql.ExecutionId).Apply(sql);
                break;
        }
    }

    private void Apply(ApplicationStart start)
    {
        if (ApplicationStarts++ == 1 && Is(start))
        {
            _issues.Add(new EventBatch.Issue(ParseIssueKind.RepeatedLog, _entry.Line, _entry.Start, "The application starts here a second time: the log was joined with a copy of itself, or of a part of it. What is there twice counts once."));
        }

        _applications.Add((start.Id, start.AttemptId, start.Time));
        _start = start;
        NoteNow(start.Time);
        if (start.DriverLogs is { } logs && _liveExecutors.TryGetValue("driver", out var driver))
        {
            driver.SetDriverFacts(logs, start.DriverAttributes);
        }
    }

    /// <summary>Takes note of a time; what is unknown (absent, 0, -1) or impossible says nothing.</summary>
    private void Note(long? time) => _times.Note(time ?? 0);

    /// <summary>Takes note of a time at which an event was written down, so that they follow each other but for what a busy driver mixes up.</summary>
    private void NoteNow(long? time)
    {
        if (_times.Note(time ?? 0))
        {
            var now = time ?? 0;
            var step = _previousTime == 0 ? 0 : now - _previousTime;
            LongestSilence = Math.Max(LongestSilence, step);
            LargestStepBack = Math.Max(LargestStepBack, -step);
            _previousTime = now;
        }
    }

    /// <summary>A time that an event tells; absent when it cannot be.</summary>
    private long? TimeOf(long? time, string key)
    {
        if (time is null or -1 || !_times.IsAstray(time.Value))
        {
            return time;
        }

        Note(time);
        _impossible.Tell(_entry, $"{key} {time} is years away from the run and was left out.");
        return null;
    }
}
