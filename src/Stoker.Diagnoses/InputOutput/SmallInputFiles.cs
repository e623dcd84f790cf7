using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;
using Stoker.Findings.Remedies;

namespace Stoker.Diagnoses.InputOutput;

/// <summary>IO001: many small input files.</summary>
internal static class SmallInputFiles
{
    public const string Id = "IO001";

    public static readonly Diagnosis Diagnosis = new(Id, "Many small input files", Rank.DataShape, Check)
    {
        Limits =
        [
            InputOutputThresholds.SmallFileBytes,
            InputOutputThresholds.SmallFiles,
            InputOutputThresholds.SmallFileWorkMs,
            InputOutputThresholds.OpenFileMs,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var scan in inspection.Scans)
        {
            var limit = inspection.ValueOf(Id, InputOutputThresholds.SmallFileBytes);
            var stage = scan.Stages[0];
            if (scan.Total("number of files read") is not { } files || files <= inspection.ValueOf(Id, InputOutputThresholds.SmallFiles)
                || scan.Total("size of files read") is not { } bytes || bytes / files >= limit
                || stage.DurationMs < inspection.ValueOf(Id, InputOutputThresholds.SmallFileWorkMs))
            {
                continue;
            }

            var suspicion = new Suspicion(scan.Place, Confidence.High) { SameAs = Scans.SourceOf(scan) };
            suspicion.RelatedPlaces.Add(new StagePlace(stage.Stage.Id));
            inspection.Relate(suspicion, stage);
            suspicion.Prove("files", files, EvidenceUnit.Count)
                .Prove("meanFileSize", bytes / (double)files, EvidenceUnit.Bytes, null, new Threshold(InputOutputThresholds.SmallFileBytes.Name, Comparison.AtMost, limit))
                .Prove("tasks", stage.TaskCount, EvidenceUnit.Count, new StagePlace(stage.Stage.Id));
            if (Scans.PathOf(scan) is { } path)
            {
                suspicion.Evidence.Insert(0, EvidenceItem.Of("path", path, scan.Place));
            }

            Price(inspection, suspicion, stage, files);
            suspicion.Advise(new Remedy(RemedyKind.Data, "Compact the source into files of about 128 MiB: df.repartition(n).write, or OPTIMIZE of a table format."));
            if (inspection.Settings.ByteCount("spark.sql.files.openCostInBytes") > 4 << 20)
            {
                suspicion.Advise(inspection.Settings.Change("spark.sql.files.openCostInBytes", "4MB", "Let Spark pack more small files into one task again."));
            }

            report.Add(suspicion);
        }

        CheckRdds(inspection, report);
    }

    /// <summary>sc.textFile and its relatives make a split of each file at least; splits are cut to blocks, so that small ones are small files.</summary>
    private static void CheckRdds(Inspection inspection, Report report)
    {
        var limit = inspection.ValueOf(Id, InputOutputThresholds.SmallFileBytes);
        foreach (var stage in inspection.Stages)
        {
            var source = stage.Stage.Rdds.FirstOrDefault(rdd => rdd.Parents.Count == 0 && rdd.ScopeName is "textFile" or "hadoopFile" or "newAPIHadoopFile" or "hadoopRDD" or "newAPIHadoopRDD" or "sequenceFile");
            if (source is null || stage.InputBytes == 0 || source.PartitionCount <= inspection.ValueOf(Id, InputOutputThresholds.SmallFiles)
                || stage.InputBytes / source.PartitionCount >= limit || stage.DurationMs < inspection.ValueOf(Id, InputOutputThresholds.SmallFileWorkMs))
            {
                continue;
            }

            var suspicion = inspection.Suspect(stage, Confidence.Medium);
            suspicion.Doubt("files are counted by splits");
            suspicion.Prove("splits", source.PartitionCount, EvidenceUnit.Count)
                .Prove("meanSplit", stage.InputBytes / (double)source.PartitionCount, EvidenceUnit.Bytes, null, new Threshold(InputOutputThresholds.SmallFileBytes.Name, Comparison.AtMost, limit))
                .Prove("path", PlanText.NameOf(source.Name));
            Price(inspection, suspicion, stage, source.PartitionCount);
            suspicion.Advise("Read the files with spark.read, which packs small ones into a task, or with sc.wholeTextFiles; or write them together first.")
                .Advise(new Remedy(RemedyKind.Data, "Compact the source into files of about 128 MiB."));
            report.Add(suspicion);
        }
    }

    /// <summary>
    /// Of files that would not be: overheads of their tasks, opening them, and the slots that waited for their dispatch. What the bytes and rows themselves take at an
    /// ordinary rate stays; between that and the cost of opening alone lies what a file costs beside (its reader, its footer, its writer of shuffle blocks). Twins with few files
    /// saved 0.97 of the stage (bench/compare-lab).
    /// </summary>
    private static void Price(Inspection inspection, Suspicion suspicion, Work.StageWork stage, long files)
    {
        var open = inspection.ValueOf(Id, InputOutputThresholds.OpenFileMs) * files;
        var (overhead, compute, wait) = (inspection.Ledger.Of(stage, Bucket.Overhead), inspection.Ledger.Of(stage, Bucket.Compute), inspection.Ledger.Of(stage, Bucket.IdleWait));
        var work = (stage.InputBytes / InputOutputThresholds.OrdinaryBytesPerMs) + (stage.InputRecords / InputOutputThresholds.OrdinaryRowsPerMs);
        var beside = Math.Max(0, compute - work);
        var expected = Math.Min(compute * 0.9, (open + (3 * Math.Max(open, beside))) / 4);
        suspicion.Remains = IsOfYoung(inspection, stage) ? new Estimate(0, 0.6, 1) : null;
        suspicion.Claim(stage, Bucket.Overhead, overhead * 0.7, overhead * 0.9, overhead)
            .Claim(stage, Bucket.Compute, Math.Min(compute * 0.5, open / 3), expected, Math.Min(compute, Math.Max(open * 3, beside)))
            .Claim(stage, Bucket.IdleWait, wait * 0.3, wait * 0.8, wait)
            .ClaimArea(stage);

        // Where each task has a file or a few, blocks of the shuffle are as many as files.
        var isSpread = stage.TaskCount >= 4 * inspection.SlotsOf(stage);
        foreach (var bucket in (ReadOnlySpan<Bucket>)[Bucket.ShuffleWrite, Bucket.GarbageCollection])
        {
            var spent = isSpread ? inspection.Ledger.Of(stage, bucket) : 0;
            suspicion.Claim(stage, bucket, spent * 0.3, spent * 0.8, spent);
        }
    }

    /// <summary>
    /// Whether a short stage is among the first things that its JVMs do: then most of its time is code that is loaded and compiled, with few files as with many. A twin with
    /// few files took as long.
    /// </summary>
    private static bool IsOfYoung(Inspection inspection, Work.StageWork stage)
    {
        const long ShortMs = 10_000;
        return stage.DurationMs < ShortMs && inspection.Stages.Where(other => other.EndMs <= stage.StartMs).Sum(other => other.DurationMs) < ShortMs;
    }
}
