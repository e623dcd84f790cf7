using Stoker.Model.TimeSplit;
using Stoker.Model.Units;

namespace Stoker.Advice.Comparison;

/// <summary>Decides whether a difference is real.</summary>
internal static class VerdictOf
{
    /// <summary>Causes that chance, and other programs on the same hosts, bring about too.</summary>
    private static readonly DifferenceCause[] Chance = [DifferenceCause.Pace, DifferenceCause.Scheduling, DifferenceCause.Startup, DifferenceCause.Unexplained, DifferenceCause.Shuffle];

    /// <summary>Causes that vary by chance too, but beyond the band are of substance: a cold or starved driver plans more slowly, and threads of a program do not always meet in the same way.</summary>
    private static readonly DifferenceCause[] ChanceWithinBand = [DifferenceCause.Driver, DifferenceCause.GarbageCollection, DifferenceCause.Overlap];

    public static RunComparison Judge(RunComparison comparison)
    {
        // Each of the two runs varies by its share and by what start and end vary; the difference of two has both variances.
        var (a, b) = (comparison.WallBefore.Value, comparison.WallAfter.Value);
        var variance = (comparison.Noise * comparison.Noise * (((double)a * a) + ((double)b * b))) + (2 * ComparisonThresholds.FixedNoiseMs * ComparisonThresholds.FixedNoiseMs);
        var band = new Milliseconds((long)Math.Ceiling(ComparisonThresholds.Normal95 * Math.Sqrt(variance)));
        var difference = comparison.WallDifference;
        var isCutShort = comparison.Causes.Any(cause => cause.Cause == DifferenceCause.CutShort && Math.Abs(cause.Wall.Value) > band.Value);
        var verdict = comparison.AreDifferentJobs ? ComparisonVerdict.DifferentJobs
            : isCutShort ? ComparisonVerdict.CutShort
            : Math.Abs(difference.Value) <= band.Value ? ComparisonVerdict.NoRealDifference
            : IsPace(comparison, band) ? ComparisonVerdict.OtherPace
            : difference.Value > 0 ? ComparisonVerdict.Slower : ComparisonVerdict.Faster;
        return comparison with { NoiseBand = band, Verdict = verdict };
    }

    /// <summary>No cause of substance is beyond the band, and what chance explains too makes up most of the difference.</summary>
    private static bool IsPace(RunComparison comparison, Milliseconds band)
    {
        var difference = (double)comparison.WallDifference.Value;
        var isDriverPaced = IsDriverPaced(comparison);
        var substance = comparison.Causes.Where(cause => !Chance.Contains(cause.Cause) && !(isDriverPaced && cause.Cause == DifferenceCause.Driver)).ToList();
        var certain = substance.Where(cause => !ChanceWithinBand.Contains(cause.Cause)).Sum(cause => cause.Wall.Value);
        var (shorter, longer) = (Math.Min(comparison.WallBefore.Value, comparison.WallAfter.Value), Math.Max(comparison.WallBefore.Value, comparison.WallAfter.Value));
        return longer <= ComparisonThresholds.MostPace * shorter
            && comparison.Contrasts.All(contrast => contrast.Name != QuantityName.OtherWorkShare)
            && comparison.Settings.All(setting => setting.Explains.Count == 0)
            && substance.TrueForAll(cause => Math.Abs(cause.Wall.Value) <= band.Value)
            && (difference - certain) / difference >= ComparisonThresholds.MostlyPace;
    }

    /// <summary>Whether the driver's own time changed by no more than start-up, or the same work of tasks, did: a machine that is slower is so for all of it.</summary>
    private static bool IsDriverPaced(RunComparison comparison)
    {
        CriticalCause[] own = [CriticalCause.DriverBetweenJobs, CriticalCause.DriverInJob, CriticalCause.DriverAfterLastJob];
        var driver = Growth(own.Sum(cause => Of(comparison.Before, cause)), own.Sum(cause => Of(comparison.After, cause)));
        double[] others =
        [
            Growth(Of(comparison.Before, CriticalCause.DriverBeforeFirstJob), Of(comparison.After, CriticalCause.DriverBeforeFirstJob)),
            Growth(comparison.Stages.Where(stage => stage.IsSame).Sum(stage => stage.TaskBefore.Value), comparison.Stages.Where(stage => stage.IsSame).Sum(stage => stage.TaskAfter.Value)),
        ];
        return others.All(other => Math.Sign(other) == Math.Sign(driver)) && Math.Abs(driver) <= ComparisonThresholds.SamePace * others.Max(Math.Abs);

        static double Of(ComparedRun run, CriticalCause cause) => run.Time.CriticalPath.TimeOf(cause).Value;

        static double Growth(double before, double after) => before > 0 && after > 0 ? Math.Log(after / before) : 0;
    }
}
