using Stoker.Model;

namespace Stoker.Simulation.Programs;

/// <summary>Time of a span in which no task ran.</summary>
/// <param name="AloneMs">Where no stage waited for its first launch either: no cluster makes it shorter.</param>
/// <param name="NoTaskMs">All of it.</param>
internal readonly record struct DriverOnly(double AloneMs, double NoTaskMs)
{
    /// <param name="application">The application.</param>
    /// <param name="start">Start of the span, ms since the epoch.</param>
    /// <param name="end">Its end.</param>
    public static DriverOnly Of(Application application, long start, long end)
    {
        var (froms, untils, waits) = (new long[application.TaskAttemptCount], new long[application.TaskAttemptCount], new List<(long From, long Until)>());
        var at = 0;
        foreach (var stage in application.Stages)
        {
            for (var row = 0; row < stage.Tasks.Count; row++, at++)
            {
                froms[at] = stage.Tasks.LaunchTime(row).EpochMilliseconds;
                untils[at] = froms[at] + Math.Max(0, stage.Tasks.Duration(row).Value);
            }

            if (stage.SubmissionTime is { } submitted && stage.FirstTaskLaunchTime is { } first && first > submitted)
            {
                waits.Add((submitted.EpochMilliseconds, first.EpochMilliseconds));
            }
        }

        var busy = Covered(froms, untils, start, end);
        waits.AddRange(busy);
        return new DriverOnly(Rest(Covered([.. waits.Select(stretch => stretch.From)], [.. waits.Select(stretch => stretch.Until)], start, end)), Rest(busy));

        double Rest(List<(long From, long Until)> covered) => Math.Max(0, end - start - covered.Sum(stretch => stretch.Until - stretch.From));
    }

    /// <summary>The stretches of a span that are covered, in order, none overlapping another.</summary>
    private static List<(long From, long Until)> Covered(long[] froms, long[] untils, long start, long end)
    {
        // Which of those that begin together comes first changes nothing: a million are sorted by one number.
        Array.Sort(froms, untils);
        var (covered, at) = (new List<(long From, long Until)>(), start);
        for (var each = 0; each < froms.Length; each++)
        {
            var (left, right) = (Math.Max(froms[each], at), Math.Min(untils[each], end));
            if (right <= left)
            {
                continue;
            }

            if (covered.Count > 0 && covered[^1].Until == left)
            {
                covered[^1] = (covered[^1].From, right);
            }
            else
            {
                covered.Add((left, right));
            }

            at = right;
        }

        return covered;
    }
}
