using System.Globalization;
using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Model.Tasks;

namespace Stoker.Diagnoses.Memory;

/// <summary>MEM001: tasks spill to disk.</summary>
internal static class SpillToDisk
{
    public const string Id = "MEM001";

    public static readonly Diagnosis Diagnosis = new(Id, "Tasks spill to disk", Rank.Memory, Check)
    {
        Limits =
        [
            MemoryThresholds.LargeSpill,
            MemoryThresholds.CommonSpill,
            MemoryThresholds.SpillShare,
            MemoryThresholds.MinStageWorkMs,
            MemoryThresholds.MinSpill,
        ],
    };

    /// <summary>Partitions of this size in memory fit the share of a task of a usual executor, 4 GiB for four cores. [derived]</summary>
    private const double UsualShareBytes = 128L << 20;

    /// <summary>Partitions are not all of one size, and a task is sure of no more than half of its share (ExecutionMemoryPool.scala). [derived]</summary>
    private const double Room = 1.25;

    private static void Check(Inspection inspection, Report report)
    {
        if (inspection.Stages.Count > 0 && inspection.Stages.All(stage => stage.Stage.Tasks.Metric(TaskMetric.DiskBytesSpilled) is null))
        {
            report.AddNotChecked(new Findings.Places.ApplicationPlace(), Findings.NotChecked.NotCheckedReason.MetricAbsent);
            return;
        }

        foreach (var stage in inspection.Stages)
        {
            var spilled = stage.DiskSpilledBytes;
            var read = stage.ShuffleReadBytes + stage.InputBytes;
            var isMuch = spilled >= inspection.ValueOf(Id, MemoryThresholds.LargeSpill)
                || (spilled >= inspection.ValueOf(Id, MemoryThresholds.CommonSpill) && stage.SpillingTasks * 4 >= stage.TaskCount)
                || (read > 0 && spilled >= inspection.ValueOf(Id, MemoryThresholds.SpillShare) * read);
            if (stage.RunMs < inspection.ValueOf(Id, MemoryThresholds.MinStageWorkMs) || spilled < inspection.ValueOf(Id, MemoryThresholds.MinSpill) || !isMuch)
            {
                continue;
            }

            report.Add(Suspect(inspection, stage));
        }
    }

    private static Suspicion Suspect(Inspection inspection, StageWork stage)
    {
        var suspicion = inspection.Suspect(stage, Confidence.Medium);
        suspicion.Doubt("the time of spilling is not in the log: it is worked out from the bytes at the speed of usual disks");
        suspicion.Prove("diskSpilled", stage.DiskSpilledBytes, EvidenceUnit.Bytes)
            .Prove("memorySpilled", stage.MemorySpilledBytes, EvidenceUnit.Bytes)
            .Prove("spillingTasks", stage.SpillingTasks, EvidenceUnit.Count)
            .Prove("tasks", stage.TaskCount, EvidenceUnit.Count);

        // Disks write and read between 50 and 800 MB/s for a task (diagnoses.md 3.3).
        var expected = inspection.Ledger.Of(stage, Bucket.Spill);
        suspicion.Claim(stage, Bucket.Spill, expected / 4, expected, expected).ClaimArea(stage);
        if (stage.ShuffleReadRecords > 0)
        {
            AdvisePartitions(inspection, suspicion, stage);
        }

        if (inspection.Settings.Find("spark.memory.fraction") is { } fraction && fraction is not "0.6"
            && double.TryParse(fraction, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share < 0.6)
        {
            suspicion.Advise(inspection.Settings.Change("spark.memory.fraction", "0.6", "Give execution its default share of the heap again."));
        }

        return suspicion.Advise(MemoryRemedies.MoreHeap(inspection, 2)).Advise("Drop columns before the sort, join or aggregation that spills.");
    }

    /// <summary>Partitions of which each fits what a slot has for execution: what the tasks held at their peaks and spilled is shared out. Absent where the log does not tell.</summary>
    private static long? EnoughFor(Inspection inspection, StageWork stage)
    {
        if (stage.Stage.Tasks.Metric(TaskMetric.PeakExecutionMemory) is not { } peaks || ExecutorMemory.SmallestSlot(inspection) is not { PerSlot: > 0 } slot)
        {
            return null;
        }

        var held = (double)stage.MemorySpilledBytes;
        for (var row = 0; row < peaks.Count; row++)
        {
            held += peaks[row];
        }

        return (long)Math.Ceiling(Room * held / slot.PerSlot);
    }

    /// <summary>More partitions, by what decides their number: the setting, adaptive execution that merged them, or the program where the shuffle is an RDD's.</summary>
    private static void AdvisePartitions(Inspection inspection, Suspicion suspicion, StageWork stage)
    {
        const string Key = "spark.sql.shuffle.partitions";
        var wanted = Math.Max(stage.TaskCount * 2, EnoughFor(inspection, stage) ?? (long)Math.Ceiling(stage.MemorySpilledBytes / UsualShareBytes));
        if (inspection.PlansOf(stage) is not [var plan, ..])
        {
            suspicion.Advise(string.Create(CultureInfo.InvariantCulture, $"Give the shuffle more, smaller partitions: its numPartitions={wanted}."));
        }
        else if (inspection.Settings.Number(Key, plan.Execution) >= wanted)
        {
            suspicion.Advise("Let adaptive execution merge less: a smaller spark.sql.adaptive.advisoryPartitionSizeInBytes.");
        }
        else
        {
            suspicion.Advise(inspection.Settings.Change(Key, wanted.ToString(CultureInfo.InvariantCulture), "Make more, smaller shuffle partitions first.", plan.Execution, "More tasks."));
        }
    }
}
