using System.Globalization;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Remedies;

namespace Stoker.Diagnoses.Partitions;

/// <summary>PART004: a task has more data than a task can hold. What that costs is spill, collection or dead executors, which have the price.</summary>
internal static class LargePartitions
{
    public const string Id = "PART004";

    public static readonly Diagnosis Diagnosis = new(Id, "Partitions are too large", Rank.DataShape, Check)
    {
        Limits =
        [
            PartitionThresholds.LargeShuffleBytes,
            PartitionThresholds.LargeInputBytes,
            PartitionThresholds.HugeTaskBytes,
            PartitionThresholds.LargeSpillShare,
            PartitionThresholds.LargeGcShare,
            PartitionThresholds.TargetBytes,
        ],
    };

    /// <summary>Whether a stage has partitions that are too large, and suffers from it or has a huge one.</summary>
    internal static bool Is(Inspection inspection, StageWork stage)
    {
        var read = stage.ShuffleReadBytes + stage.InputBytes;
        if (stage.TaskCount == 0 || read < inspection.ValueOf(Id, PartitionThresholds.LargeShuffleBytes) || SpreadOf(inspection, stage) is not { } spread)
        {
            return false;
        }

        var isHuge = spread.LargestBytes >= inspection.ValueOf(Id, PartitionThresholds.HugeTaskBytes);
        var limit = LimitOf(inspection, stage);
        return isHuge || (read * 2.0 >= limit * stage.TaskCount // Half of the tasks have as much: asked first, since a median needs an order of all.
            && Suffers(inspection, stage, read) && spread.MedianBytes >= limit);
    }

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var stage in inspection.Stages.Where(stage => Is(inspection, stage)))
        {
            report.Add(Suspect(inspection, stage));
        }
    }

    /// <summary>The spread of data. Where all tasks are a first wave they count: that makes them slow, not large.</summary>
    private static TaskSpread? SpreadOf(Inspection inspection, StageWork stage) => inspection.SpreadOfData(stage) ?? TaskSpread.Of(stage, null, onlyWithData: true);

    private static double LimitOf(Inspection inspection, StageWork stage) =>
        inspection.ValueOf(Id, stage.ShuffleReadBytes >= stage.InputBytes ? PartitionThresholds.LargeShuffleBytes : PartitionThresholds.LargeInputBytes);

    private static bool Suffers(Inspection inspection, StageWork stage, long read) =>
        stage.DiskSpilledBytes >= inspection.ValueOf(Id, PartitionThresholds.LargeSpillShare) * read
        || stage.GcMs >= inspection.ValueOf(Id, PartitionThresholds.LargeGcShare) * Math.Max(1, stage.RunMs)
        || (stage.Stage.FailedTasks > 0 && stage.LostMs > 0);

    private static Suspicion Suspect(Inspection inspection, StageWork stage)
    {
        var spread = SpreadOf(inspection, stage)!; // Is() has asked for it.
        var suspicion = inspection.Suspect(stage, Confidence.High);
        suspicion.Prove("medianRead", spread.MedianBytes, EvidenceUnit.Bytes, null, new Threshold(PartitionThresholds.LargeShuffleBytes.Name, Comparison.AtLeast, LimitOf(inspection, stage)))
            .Prove("largestRead", spread.LargestBytes, EvidenceUnit.Bytes)
            .Prove("tasks", stage.TaskCount, EvidenceUnit.Count)
            .Prove("diskSpilled", stage.DiskSpilledBytes, EvidenceUnit.Bytes)
            .Prove("gcShare", stage.GcMs / (double)Math.Max(1, stage.RunMs), EvidenceUnit.Ratio)
            .Prove("failedTasks", stage.Stage.FailedTasks, EvidenceUnit.Count);
        Advise(inspection, suspicion, stage);
        return suspicion;
    }

    private static void Advise(Inspection inspection, Suspicion suspicion, StageWork stage)
    {
        // As many as MEM001 would have, when rows grow in memory.
        var bytes = Math.Max(Math.Max(stage.ShuffleReadBytes, stage.InputBytes), stage.MemorySpilledBytes);
        var wanted = Math.Max(stage.TaskCount * 2, (long)Math.Ceiling(bytes / inspection.ValueOf(Id, PartitionThresholds.TargetBytes))).ToString(CultureInfo.InvariantCulture);
        var exchanges = Skew.SkewSearch.ExchangesOf(inspection, stage);
        if (stage.ShuffleReadBytes < stage.InputBytes)
        {
            suspicion.Advise(inspection.Settings.Change("spark.sql.files.maxPartitionBytes", "128MB", "Cut files into splits of the usual size."))
                .Advise(new Remedy(RemedyKind.Data, "Files of a codec that cannot be split (.gz) and row groups are read whole: write more and smaller ones, or repartition right behind the read."));
        }
        else if (exchanges.FirstOrDefault(Exchanges.IsAskedByNumber) is { } asked)
        {
            suspicion.RelatedPlaces.Add(asked.Place);
            suspicion.Advise($"repartition asks for {stage.TaskCount} {(stage.TaskCount == 1 ? "partition" : "partitions")}: ask for {wanted}, or name only the columns and let adaptive execution choose.");
        }
        else if (exchanges.Count > 0)
        {
            var execution = exchanges[0].Plan.Execution;
            suspicion.RelatedPlaces.Add(exchanges[0].Place);
            suspicion.Advise(exchanges.Any(Skew.MergedPeers.IsMerged)
                ? inspection.Settings.Change("spark.sql.adaptive.advisoryPartitionSizeInBytes", "64MB", "Let adaptive execution merge partitions to its usual size only.", execution)
                : inspection.Settings.Change("spark.sql.shuffle.partitions", wanted, "Make as many shuffle partitions as the data needs.", execution, "More tasks."));
        }
        else
        {
            suspicion.Advise($"Give the shuffle more partitions: reduceByKey(f, numPartitions={wanted}), and likewise groupByKey, join and sortBy.");
        }
    }
}
