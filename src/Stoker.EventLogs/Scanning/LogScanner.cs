using Stoker.EventLogs.Building;
using Stoker.EventLogs.Sources;

namespace Stoker.EventLogs.Scanning;

/// <summary>
/// Reads a log on several threads: each claims a segment, reads its whole lines into a batch, and hands the batch to the <see cref="LogAssembler"/>,
/// which applies batches in order. Memory is bounded by the number of work slots.
/// </summary>
internal sealed class LogScanner(ISegmentFeed feed, ApplicationSplitter applications, IssueList issues)
{
    /// <param name="threads">Threads to read with, the calling one included.</param>
    /// <param name="progress">Told the bytes of input after each segment; called from any of the threads.</param>
    /// <param name="cancellationToken">Stops reading between segments.</param>
    /// <returns>What was read.</returns>
    public LogAssembler Run(int threads, Action<long>? progress, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);

        // A slot waits for its turn while others are read: twice as many as threads keep all of them busy.
        var slots = new WorkSlot[(threads * 2) + 1];
        for (var slot = 0; slot < slots.Length; slot++)
        {
            slots[slot] = new WorkSlot();
        }

        var assembler = new LogAssembler(feed, applications, issues, slots, progress);
        using var failure = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Exception? firstFailure = null;
        var others = new Thread[threads - 1];
        for (var thread = 0; thread < others.Length; thread++)
        {
            others[thread] = new Thread(Work) { IsBackground = true, Name = "stoker reader" };
            others[thread].Start();
        }

        Work();
        foreach (var thread in others)
        {
            thread.Join();
        }

        if (firstFailure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(firstFailure);
        }

        cancellationToken.ThrowIfCancellationRequested();
        assembler.Finish();
        return assembler;

        void Work()
        {
            try
            {
                while (!failure.IsCancellationRequested && assembler.TakeSlot(failure.Token) is { } slot)
                {
                    if (!feed.TryFill(slot.Segment, failure.Token))
                    {
                        assembler.ReturnSlot(slot);
                        return;
                    }

                    slot.Read();
                    assembler.Submit(slot);
                }
            }
            catch (OperationCanceledException) when (failure.IsCancellationRequested)
            {
                // Another thread failed or the caller cancelled; either is reported after all threads have ended.
                return;
            }
#pragma warning disable CA1031 // The edge of a thread: the failure is thrown again on the calling thread.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Interlocked.CompareExchange(ref firstFailure, exception, null);
                failure.Cancel();
            }
        }
    }
}
