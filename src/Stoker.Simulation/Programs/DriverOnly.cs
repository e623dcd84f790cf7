using Stoker.Model;

namespace Stoker.Simulation.Programs;

/// <summary>Time in which no task ran; where none waited for an executor either, no cluster makes it shorter.</summary>
internal static class DriverOnly
{
    /// <summary>That time within a span, ms.</summary>
    /// <param name="application">The application.</param>
    /// <param name="start">Start of the span, ms since the epoch.</param>
    /// <param name="end">Its end.</param>
    /// <param name="countsWaits">Whether the time from the submission of a stage to its first launch counts too.</param>
    public static double Of(Application application, long start, long end, bool countsWaits)
    {
        var runs = new List<(long From, long Until)>();
        foreach (var stage in application.Stages)
        {
            for (var row = 0; row < stage.Tasks.Count; row++)
            {
                var launch = stage.Tasks.LaunchTime(row).EpochMilliseconds;
                runs.Add((launch, launch + Math.Max(0, stage.Tasks.Duration(row).Value)));
            }

            if (!countsWaits && stage.SubmissionTime is { } submitted && stage.FirstTaskLaunchTime is { } first && first > submitted)
            {
                runs.Add((submitted.EpochMilliseconds, first.EpochMilliseconds));
            }
        }

        runs.Sort();
        var (covered, at) = (0L, start);
        foreach (var (from, until) in runs)
        {
            var (left, right) = (Math.Max(from, at), Math.Min(until, end));
            covered += Math.Max(0, right - left);
            at = Math.Max(at, right);
        }

        return Math.Max(0, end - start - covered);
    }
}
