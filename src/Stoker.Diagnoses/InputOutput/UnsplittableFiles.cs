using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;
using Stoker.Findings.Remedies;

namespace Stoker.Diagnoses.InputOutput;

/// <summary>IO008: files that cannot be cut give each one task, and there are fewer of them than slots.</summary>
internal static class UnsplittableFiles
{
    public const string Id = "IO008";

    /// <summary>Of names of files: compressed as a whole. Spark reads .bz2 in parts.</summary>
    private static readonly string[] Packed = [".gz", ".zip", ".zst", ".snappy", ".lz4", ".deflate"];

    public static readonly Diagnosis Diagnosis = new(Id, "Files that cannot be split", Rank.DataShape, Check)
    {
        Limits =
        [
            InputOutputThresholds.StageWorkMs,
            InputOutputThresholds.UncutRatio,
            InputOutputThresholds.IdleSlotsRatio,
            InputOutputThresholds.UnevenRatio,
        ],
    };

    /// <summary>Stages that read such files.</summary>
    public static IEnumerable<Reading> Readings(Inspection inspection)
    {
        foreach (var scan in TableScan.Of(inspection).Where(scan => scan.Format is "csv" or "json" or "text" or "xml"))
        {
            if (scan.Files is > 0 and var files && LeavesSlotsIdle(inspection, scan.Stage, files)
                && (IsPacked(scan.Location) || scan.Bytes / files >= inspection.ValueOf(Id, InputOutputThresholds.UncutRatio) * SplitBytes(inspection, scan, files)))
            {
                yield return new Reading(scan.Stage, scan.Node.Place, files, scan.Bytes);
            }
        }

        foreach (var stage in inspection.Stages.Where(stage => stage.InputBytes > 0 && !Skew.UnevenInput.ReadsCache(stage))) // Cached blocks are input too (trap T06).
        {
            var source = stage.Stage.Rdds.FirstOrDefault(rdd => rdd.Parents.Count == 0 && rdd.ScopeName is "textFile" or "hadoopFile" or "newAPIHadoopFile");
            if (source is not null && IsPacked(source.Name) && LeavesSlotsIdle(inspection, stage, source.PartitionCount))
            {
                yield return new Reading(stage, new StagePlace(stage.Stage.Id), source.PartitionCount, stage.InputBytes);
            }
        }
    }

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var reading in Readings(inspection))
        {
            report.Add(Suspect(inspection, reading));
        }
    }

    /// <summary>Each file is one task, and they are few for the slots.</summary>
    private static bool LeavesSlotsIdle(Inspection inspection, StageWork stage, long files) =>
        stage.Stage.CompletionTime is not null && stage.Stage.TaskCount == files && stage.TaskCount == files && stage.ShuffleReadBytes == 0
        && files < inspection.ValueOf(Id, InputOutputThresholds.IdleSlotsRatio) * inspection.SlotsOf(stage)
        && stage.RunMs >= inspection.ValueOf(Id, InputOutputThresholds.StageWorkMs)
        && stage.LongestMs * files <= inspection.ValueOf(Id, InputOutputThresholds.UnevenRatio) * stage.DurationMs; // One file is most of it: SKEW002.

    /// <summary>
    /// Bytes up to which Spark makes splits: the setting, or an even share for each slot where that is less (FilePartition.maxSplitBytes). A folder of archives does not
    /// tell that they are such; files above that size which are still one task each do. Slots that came later were not counted when Spark cut.
    /// </summary>
    private static double SplitBytes(Inspection inspection, TableScan scan, long files)
    {
        var (settings, execution) = (inspection.Settings, scan.Node.Plan.Execution);
        var open = settings.ByteCount("spark.sql.files.openCostInBytes", execution) ?? 4 << 20;
        var parts = settings.Number("spark.sql.files.minPartitionNum", execution) ?? settings.Number("spark.sql.leafNodeDefaultParallelism", execution)
            ?? settings.Number("spark.default.parallelism", execution) ?? Math.Max(2, inspection.Curve.SlotsAt(scan.Stage.StartMs));
        return Math.Min(settings.ByteCount("spark.sql.files.maxPartitionBytes", execution) ?? 128 << 20, Math.Max(open, (scan.Bytes + (files * (double)open)) / parts));
    }

    private static bool IsPacked(string path) => Array.Exists(Packed, end => path.TrimEnd(']', ' ').EndsWith(end, StringComparison.OrdinalIgnoreCase));

    private static Suspicion Suspect(Inspection inspection, Reading reading)
    {
        var (stage, place, files, bytes) = reading;
        var suspicion = new Suspicion(place, Confidence.High) { Basis = Basis.Bounded };
        suspicion.RelatedPlaces.Add(new StagePlace(stage.Stage.Id));
        inspection.Relate(suspicion, stage);
        var slots = inspection.SlotsOf(stage);
        suspicion.Prove("files", files, EvidenceUnit.Count)
            .Prove("tasks", stage.TaskCount, EvidenceUnit.Count)
            .ProveSlots(inspection, stage)
            .Prove("meanFileSize", bytes / (double)files, EvidenceUnit.Bytes);
        TailPrice.Of(stage.WallMs, stage.BusyMs, slots, stage.DurationMs / slots / 4).Claim(suspicion, inspection.Ledger, stage, slots);
        return suspicion.Advise(new Remedy(RemedyKind.Data, "Write the source as Parquet or ORC, or compress it with bzip2, which Spark reads in parts; or have it delivered as more, smaller files."))
            .Advise($"Until then call df.repartition({(int)Math.Ceiling(slots) * 2}) right behind the read, so that at least the work that follows is spread.", null, "It costs a shuffle.")
            .Advise("Of CSV and JSON read without multiLine where no value holds a line break: with it no file is split.");
    }

    /// <summary>A stage that reads files which cannot be split.</summary>
    internal sealed record Reading(StageWork Stage, Place Place, long Files, long Bytes);
}
