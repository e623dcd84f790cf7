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
    /// <param name="hasThreads">Whether several threads submitted jobs: <see cref="HasThreads"/>.</param>
    public static (int After, bool IsAmbiguous) Enabler(IReadOnlyList<Job> jobs, int position, Application application, bool hasThreads)
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

            var rank = RankOf(job, root, jobs[other], application, hasThreads);
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
    /// Whether jobs of different root executions ever overlapped. Where none did, one thread submitted them all, and a group that comes again (a query of a loop) waited
    /// for what ran in between, and not for its own last turn.
    /// </summary>
    /// <param name="jobs">Jobs by submission.</param>
    /// <param name="application">Gives ends to jobs that have none.</param>
    public static bool HasThreads(IReadOnlyList<Job> jobs, Application application)
    {
        var (latest, latestRoot, latestOfOthers) = (long.MinValue, (long?)null, long.MinValue);
        foreach (var job in jobs)
        {
            var (root, end) = (RootOf(job, application), EndOf(job, application));
            var isSame = root is not null && root == latestRoot;
            if ((isSame ? latestOfOthers : latest) > job.SubmissionTime!.Value.EpochMilliseconds)
            {
                return true;
            }

            if (isSame)
            {
                latest = Math.Max(latest, end);
            }
            else
            {
                // Nothing of the others reaches into it: it ends last.
                (latestOfOthers, latest, latestRoot) = (latest, end, root);
            }
        }

        return false;
    }

    /// <summary>End of a job; the last time of the log where it has none.</summary>
    public static long EndOf(Job job, Application application)
    {
        var start = job.SubmissionTime?.EpochMilliseconds ?? 0;
        return Math.Max(start, (job.CompletionTime ?? application.EndOrLastEventTime).EpochMilliseconds);
    }

    /// <summary>One root execution goes before one thread (same group, description, tags and pool, where the program set any), before all others.</summary>
    private static int RankOf(Job job, long? root, Job other, Application application, bool hasThreads)
    {
        if (root is not null && root == RootOf(other, application))
        {
            return 2;
        }

        var isNamed = job.Group is not null || job.Tags.Count > 0;
        return hasThreads && isNamed && job.Group == other.Group && job.Pool == other.Pool && job.Tags.SequenceEqual(other.Tags) ? 1 : 0;
    }

    private static long? RootOf(Job job, Application application) =>
        job.Execution is not { } id ? null : application.FindSqlExecution(id)?.RootId.Value ?? id.Value;
}
