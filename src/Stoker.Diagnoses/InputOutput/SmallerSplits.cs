using Stoker.Diagnoses.Work;
using Stoker.Findings.Remedies;

namespace Stoker.Diagnoses.InputOutput;

/// <summary>
/// <c>spark.sql.files.maxPartitionBytes</c> as a remedy: named only where smaller splits would make more tasks. They do not where splits without a row group are there already, where files
/// are packed as a whole, and where the splits are smaller than that as it is, since Spark cuts an even share for each core (FilePartition.scala).
/// </summary>
internal static class SmallerSplits
{
    private const string Key = "spark.sql.files.maxPartitionBytes";

    /// <summary>A file that is this much larger than a split, and still is one task, cannot be cut.</summary>
    private const double Uncut = 1.5;

    /// <summary>The remedy for a stage that reads; null where it would change nothing.</summary>
    /// <param name="inspection">The application.</param>
    /// <param name="stage">A stage that reads storage.</param>
    /// <param name="value">The size of split.</param>
    /// <param name="bytes">The same in bytes.</param>
    public static Remedy? Of(Inspection inspection, StageWork stage, string value, long bytes)
    {
        var scans = Scans.Of(inspection, stage).ToList();
        var isSplitEmpty = stage.TasksWithData > 0 && stage.TasksWithData < stage.TaskCount;
        if (scans.Count == 0 || isSplitEmpty || scans.Exists(scan => SplitOf(inspection, scan) is { } now && (now <= bytes || IsUncut(scan, stage, now))))
        {
            return null;
        }

        return inspection.Settings.Change(Key, value, "Cut files into smaller splits.", scans[0].Plan.Execution);
    }

    /// <summary>What Spark cut files into: the most that is allowed, or an even share of the bytes for each core; null where the driver did not report the files.</summary>
    private static double? SplitOf(Inspection inspection, Plans.PlanOperator scan)
    {
        if (scan.Total("number of files read") is not (> 0 and var files) || scan.Total("size of files read") is not { } size)
        {
            return null;
        }

        var execution = scan.Plan.Execution;
        var most = inspection.Settings.ByteCount(Key, execution) ?? 128 << 20;
        var open = inspection.Settings.ByteCount("spark.sql.files.openCostInBytes", execution) ?? 4 << 20;
        var cores = inspection.Settings.Number("spark.sql.files.minPartitionNum", execution) ?? inspection.Settings.Number("spark.default.parallelism", execution)
            ?? Math.Max(1, (long)inspection.SlotsOf(scan.Stages[0]));
        return Math.Min(most, Math.Max(open, (size + (open * (double)files)) / Math.Max(1, cores)));
    }

    private static bool IsUncut(Plans.PlanOperator scan, StageWork stage, double split) =>
        scan.Total("number of files read") is { } files && scan.Total("size of files read") is { } size && stage.TaskCount <= files && size / (double)files > Uncut * split;
}
