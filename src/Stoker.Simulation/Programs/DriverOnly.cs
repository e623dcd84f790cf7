using Stoker.Model;

namespace Stoker.Simulation.Programs;

/// <summary>Time in which no task ran and none waited for an executor: no cluster makes it shorter.</summary>
internal static class DriverOnly
{
    public static double Of(Application application, long start, long end)
    {
        var runs = new List<(long From, long Until)>();
        foreach (var stage in application.Stages)
        {
            for (var row = 0; row < stage.Tasks.Count; row++)
            {
                var launch = stage.Tasks.LaunchTime(row).EpochMilliseconds;
                runs.Add((launch, launch + Math.Max(0, stage.Tasks.Duration(row).Value)));
            }

            if (stage.SubmissionTime is { } submitted && stage.FirstTaskLaunchTime is { } first && first > submitted)
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
