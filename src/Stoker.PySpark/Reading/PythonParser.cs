using System.Collections.Concurrent;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Reading;

/// <summary>Parses many sources at once with helper processes. It holds no state between calls; each call starts its helpers and ends them.</summary>
/// <param name="interpreter">The Python to run: a name on PATH or a path.</param>
/// <param name="processes">How many helpers run side by side.</param>
internal sealed class PythonParser(string interpreter = "python3", int processes = 2)
{
    /// <summary>Enough for the deepest tree that is let through, whatever the platform's default is.</summary>
    private const int StackBytes = 64 << 20;

    /// <summary>
    /// The module of each source, in the order of the sources; absent where nothing could be read. What went wrong, also inside a module that was read, is
    /// added to <paramref name="issues"/> in the order of the sources.
    /// </summary>
    public PythonModule?[] Parse(IReadOnlyList<PythonSource> sources, List<SourceIssue> issues, CancellationToken cancellation = default)
    {
        var work = new Work(sources, cancellation);
        var count = Math.Clamp(Math.Min(processes, (sources.Count + 15) / 16), 1, 16);
        var threads = Enumerable.Range(0, sources.Count == 0 ? 0 : count).Select(_ => new Thread(() => Run(work), StackBytes)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        cancellation.ThrowIfCancellationRequested();
        if (work.Failure is { } failure)
        {
            issues.Add(new SourceIssue(SourceIssueKind.NoInterpreter, interpreter, null, failure));
        }

        issues.AddRange(work.Issues.SelectMany(list => list));
        return work.Modules;
    }

    private void Run(Work work)
    {
        while (!work.Cancellation.IsCancellationRequested && !work.IsEmpty)
        {
            if (PythonHelper.TryStart(interpreter, out var reason) is not { } helper)
            {
                work.Failure = $"cannot run '{interpreter}' ({reason}); name a Python 3.8 or later with --python";
                return;
            }

            using (helper)
            {
                Serve(helper, work);
            }
        }
    }

    /// <summary>Feeds one helper until the work is done or the helper stops. One thread sends, so that neither side waits for the other's pipe.</summary>
    private static void Serve(PythonHelper helper, Work work)
    {
        using var sent = new BlockingCollection<int>(32);
        using var stop = new CancellationTokenSource();
        var sender = new Thread(() => Send(helper, work, sent, stop.Token));
        sender.Start();
        try
        {
            foreach (var index in sent.GetConsumingEnumerable())
            {
                Receive(helper, work, index);
            }
        }
        catch (Exception exception) when (exception is IOException)
        {
            // The helper stopped: Receive has said at which source. What was sent after it is sent again to the next helper.
            stop.Cancel();
            helper.Dispose();
            sender.Join();
            while (sent.TryTake(out var unanswered))
            {
                work.PutBack(unanswered);
            }

            return;
        }

        sender.Join();
    }

    private static void Receive(PythonHelper helper, Work work, int index)
    {
        var source = work.Sources[index];
        var issues = new List<SourceIssue>();
        work.Issues[index] = issues;
        try
        {
            work.Modules[index] = helper.Receive(source, issues);
        }
        catch (IOException)
        {
            issues.Add(new SourceIssue(SourceIssueKind.InterpreterFailed, source.Path, null, "the Python that parses stopped at this file"));
            throw;
        }
    }

    private static void Send(PythonHelper helper, Work work, BlockingCollection<int> sent, CancellationToken stop)
    {
        try
        {
            while (!work.Cancellation.IsCancellationRequested && !stop.IsCancellationRequested && work.TryTake(out var index))
            {
                if (!TryAnnounce(sent, index, stop))
                {
                    work.PutBack(index);
                    return;
                }

                helper.Send(work.Sources[index].Text.Text);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The helper stopped; the receiving side sees it too and reports it.
        }
        finally
        {
            sent.CompleteAdding();
        }
    }

    private static bool TryAnnounce(BlockingCollection<int> sent, int index, CancellationToken stop)
    {
        try
        {
            sent.Add(index, stop);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>What the threads of one call share.</summary>
    private sealed class Work(IReadOnlyList<PythonSource> sources, CancellationToken cancellation)
    {
        private readonly ConcurrentQueue<int> waiting = new(Enumerable.Range(0, sources.Count));

        public IReadOnlyList<PythonSource> Sources { get; } = sources;

        public CancellationToken Cancellation { get; } = cancellation;

        public PythonModule?[] Modules { get; } = new PythonModule?[sources.Count];

        public List<SourceIssue>[] Issues { get; } = Enumerable.Repeat(new List<SourceIssue>(), sources.Count).ToArray();

        public string? Failure { get; set; }

        public bool IsEmpty => waiting.IsEmpty;

        public bool TryTake(out int index) => waiting.TryDequeue(out index);

        public void PutBack(int index) => waiting.Enqueue(index);
    }
}
