using Stoker.Model;
using Stoker.Model.Jobs;

namespace Stoker.Simulation.Programs;

/// <summary>Which job a job waited for. Jobs that overlap are independent; among those that had ended, the rules of nearness decide.</summary>
internal static class JobOrder
{
    /// <summary>Ends that are nearer to each other than this, or than a fiftieth of the gap, may both have been waited for.</summary>
    private const long NearMs = 50;

    /// <summary>Jobs further back have ended long before; looking at all would take the square of their number.</summary>
    private const int LookBack = 1000;

    /// <summary>The job whose end lets one start, or -1.</summary>
    /// <param name="jobs">Jobs by submission.</param>
    /// <param name="position">The job.</param>
    /// <param name="application">Gives ends to jobs that have none.</param>
    /// <param name="threads">Threads that submitted jobs beside others: <see cref="ThreadsOf"/>.</param>
    public static (int After, bool IsAmbiguous) Enabler(IReadOnlyList<Job> jobs, int position, Application application, IReadOnlySet<string> threads)
    {
        var job = jobs[position];
        var start = job.SubmissionTime!.Value.EpochMilliseconds;
        var root = RootOf(job, application);
        var (best, bestRank, bestEnd, second) = (-1, -1, long.MinValue, long.MinValue);
        for (var other = position - 1; other >= Math.Max(0, position - LookBack); other--)
        {
            var end = EndOf(jobs[other], application);
            if (end > start)
            {
                continue;
            }

            var rank = RankOf(job, root, jobs[other], application, threads);
            if (rank > bestRank || (rank == bestRank && end > bestEnd))
            {
                second = rank == bestRank ? bestEnd : long.MinValue;
                (best, bestRank, bestEnd) = (other, rank, end);
            }
            else if (rank == bestRank)
            {
                second = Math.Max(second, end);
            }
        }

        return (best, best >= 0 && second > long.MinValue && bestEnd - second <= Math.Max(NearMs, (start - bestEnd) / 50));
    }

    /// <summary>
    /// Threads, by what their jobs have in common (<see cref="ThreadOf"/>), of which a job overlapped one of another root execution. A group whose jobs never did ran in the same thread as the
    /// others: when it comes again (a query of a loop), it waited for what ran in between, and not for its own last turn.
    /// </summary>
    /// <param name="jobs">Jobs by submission.</param>
    /// <param name="application">Gives ends to jobs that have none.</param>
    public static IReadOnlySet<string> ThreadsOf(IReadOnlyList<Job> jobs, Application application)
    {
        var threads = new HashSet<string>(StringComparer.Ordinal);
        var running = new List<(Job Job, long? Root, long End)>();
        foreach (var job in jobs)
        {
            var (root, start) = (RootOf(job, application), job.SubmissionTime!.Value.EpochMilliseconds);
            running.RemoveAll(other => other.End <= start);
            foreach (var other in running.Where(other => root is null || other.Root != root))
            {
                threads.Add(ThreadOf(job));
                threads.Add(ThreadOf(other.Job));
            }

            running.Add((job, root, EndOf(job, application)));
        }

        return threads;
    }

    /// <summary>End of a job; the last time of the log where it has none.</summary>
    public static long EndOf(Job job, Application application)
    {
        var start = job.SubmissionTime?.EpochMilliseconds ?? 0;
        return Math.Max(start, (job.CompletionTime ?? application.EndOrLastEventTime).EpochMilliseconds);
    }

    /// <summary>One root execution goes before one thread (same group, description, tags and pool, where the program set any), before all others.</summary>
    private static int RankOf(Job job, long? root, Job other, Application application, IReadOnlySet<string> threads)
    {
        if (root is not null && root == RootOf(other, application))
        {
            return 2;
        }

        var isNamed = job.Group is not null || job.Tags.Count > 0;
        return isNamed && ThreadOf(job) is var thread && thread == ThreadOf(other) && threads.Contains(thread) ? 1 : 0;
    }

    /// <summary>What jobs of one thread have in common, where the program names its threads: group, pool and tags.</summary>
    private static string ThreadOf(Job job) => string.Join('\n', job.Tags.Prepend(job.Pool ?? "").Prepend(job.Group ?? ""));

    private static long? RootOf(Job job, Application application) =>
        job.Execution is not { } id ? null : application.FindSqlExecution(id)?.RootId.Value ?? id.Value;
}
