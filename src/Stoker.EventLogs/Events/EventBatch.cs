using System.Runtime.InteropServices;
using Stoker.EventLogs.Events.Tasks;
using Stoker.EventLogs.Scanning;
using Stoker.Model.Executors;
using Stoker.Model.Reading;

namespace Stoker.EventLogs.Events;

/// <summary>
/// The events of one segment in log order, as one thread read them: task events as values in arrays, all others as objects. Filled by one thread,
/// then applied by one, then cleared and filled again; its arrays are kept.
/// </summary>
internal sealed class EventBatch
{
    private readonly List<Entry> _entries = [];
    private readonly List<LogEvent> _events = [];
    private readonly List<TaskDetails> _details = [];
    private readonly List<Issue> _issues = [];
    private readonly List<long> _executorMetrics = [];
    private readonly List<uint> _executorMetricKeys = [];
    private TaskRecord[] _tasks = new TaskRecord[256];
    private int _taskCount;

    /// <summary>Strings that task records point into; belongs to the thread that filled the batch.</summary>
    public StringPool Strings { get; set; } = null!; // Set by the reader before it fills the batch.

    public IReadOnlyList<Entry> Entries => _entries;

    /// <summary>Updates of SQL metrics; task records say which are theirs.</summary>
    public List<MetricUpdate> Updates { get; } = [];

    /// <summary>Trouble with lines, by line of the segment: the first <see cref="IssueList.MaximumKept"/>, so that a file of empty lines costs nothing.</summary>
    public IReadOnlyList<Issue> Issues => _issues;

    /// <summary>How many issues there were, kept or not.</summary>
    public long IssueCount { get; private set; }

    /// <summary>How often each event occurs that is not a task start or end.</summary>
    public Dictionary<string, long> Counts { get; } = [];

    public long TaskStarts { get; set; }

    public long TaskEnds { get; set; }

    /// <summary>Number of line feeds that the reader passed.</summary>
    public long Lines { get; set; }

    public ref TaskRecord Task(int position) => ref _tasks[position];

    public LogEvent Event(int position) => _events[position];

    public TaskDetails Details(int position) => _details[position];

    public ReadOnlySpan<long> ExecutorMetrics(int position, out uint present)
    {
        present = _executorMetricKeys[position];
        return ExecutorMetricValues(position);
    }

    /// <summary>Executor metrics at a position, to take values out of.</summary>
    public Span<long> ExecutorMetricValues(int position) => CollectionsMarshal.AsSpan(_executorMetrics).Slice(position * ExecutorPeaks.MetricCount, ExecutorPeaks.MetricCount);

    /// <summary>Which executor metrics at a position were logged.</summary>
    public ref uint ExecutorMetricKeys(int position) => ref CollectionsMarshal.AsSpan(_executorMetricKeys)[position];

    /// <summary>A blank record to read a task line into; it counts only after <see cref="Commit"/>.</summary>
    public ref TaskRecord Draft()
    {
        if (_taskCount == _tasks.Length)
        {
            Array.Resize(ref _tasks, _tasks.Length * 2);
        }

        ref var draft = ref _tasks[_taskCount];
        draft = TaskRecord.Blank;
        draft.FirstUpdate = Updates.Count;
        return ref draft;
    }

    /// <summary>Drops what a failed attempt to read into the draft left behind.</summary>
    public ref TaskRecord ResetDraft()
    {
        ref var draft = ref _tasks[_taskCount];
        Updates.RemoveRange(draft.FirstUpdate, Updates.Count - draft.FirstUpdate);
        return ref Draft();
    }

    /// <param name="isEnd">Whether it is a task end.</param>
    /// <param name="start">Byte of the segment at which its line starts.</param>
    public void Commit(bool isEnd, long start)
    {
        ref var draft = ref _tasks[_taskCount];
        draft.UpdateCount = Updates.Count - draft.FirstUpdate;
        foreach (var update in CollectionsMarshal.AsSpan(Updates)[draft.FirstUpdate..])
        {
            // -1 stands for a metric that was never set.
            draft.ValueBits |= update.Value ^ (update.Value >> 63);
        }

        _entries.Add(new Entry(isEnd ? EntryKind.TaskEnd : EntryKind.TaskStart, _taskCount++, (int)Lines, (int)start));
        if (isEnd)
        {
            TaskEnds++;
        }
        else
        {
            TaskStarts++;
        }
    }

    /// <param name="logEvent">The event.</param>
    /// <param name="start">Byte of the segment at which its line starts.</param>
    public void Add(LogEvent logEvent, long start)
    {
        _entries.Add(new Entry(EntryKind.Event, _events.Count, (int)Lines, (int)start));
        _events.Add(logEvent);
    }

    public void Add(in Issue issue)
    {
        IssueCount++;
        if (_issues.Count < IssueList.MaximumKept)
        {
            _issues.Add(issue);
        }
    }

    public void ClearIssues()
    {
        _issues.Clear();
        IssueCount = 0;
    }

    public TaskDetails DetailsOf(ref TaskRecord record)
    {
        if (record.Details < 0)
        {
            record.Details = _details.Count;
            _details.Add(new TaskDetails());
        }

        return _details[record.Details];
    }

    public int AddExecutorMetrics(ReadOnlySpan<long> values, uint present)
    {
        _executorMetricKeys.Add(present);
        foreach (var value in values)
        {
            _executorMetrics.Add(value);
        }

        return _executorMetricKeys.Count - 1;
    }

    public void Clear()
    {
        _entries.Clear();
        _events.Clear();
        _details.Clear();
        _executorMetrics.Clear();
        _executorMetricKeys.Clear();
        _taskCount = 0;
        Updates.Clear();
        ClearIssues();
        Counts.Clear();
        TaskStarts = TaskEnds = Lines = 0;
    }

    /// <summary>What an entry is.</summary>
    internal enum EntryKind
    {
        TaskStart,
        TaskEnd,
        Event,
    }

    /// <summary>An event, where it is kept, and which line of the segment it is (0-based, and the byte at which it starts).</summary>
    internal readonly record struct Entry(EntryKind Kind, int Position, int Line, int Start);

    /// <summary>Trouble with a line: which line of the segment (0-based), at which byte of the segment it starts, and what.</summary>
    internal readonly record struct Issue(ParseIssueKind Kind, long Line, long Offset, string Message);
}
