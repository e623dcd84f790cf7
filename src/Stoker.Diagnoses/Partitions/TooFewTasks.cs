using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Pricing;
using Stoker.Findings.Remedies;
using Stoker.Model.Stages;

namespace Stoker.Diagnoses.Partitions;

/// <summary>PART002: a stage has fewer tasks than there are slots, though its input could be cut further.</summary>
internal static class TooFewTasks
{
    public const string Id = "PART002";

    public static readonly Diagnosis Diagnosis = new(Id, "Too few tasks for the slots", Rank.DataShape, Check)
    {
        Limits =
        [
            PartitionThresholds.MinStageWorkMs,
            PartitionThresholds.MinTaskMs,
            PartitionThresholds.LowParallelRatio,
            PartitionThresholds.DivisibleBytes,
            PartitionThresholds.DivisibleRows,
            PartitionThresholds.HeavyWorkMs,
            PartitionThresholds.SharedRows,
            PartitionThresholds.EvenRatio,
            PartitionThresholds.LongTaskRatio,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        if (inspection.Curve.Lives.Count == 0 && inspection.Stages.Count > 0)
        {
            report.AddNotChecked(new Findings.Places.ApplicationPlace(), Findings.NotChecked.NotCheckedReason.UnknownCluster);
            return;
        }

        var bound = inspection.BoundReads;
        foreach (var stage in inspection.Stages.Where(stage => !bound.Contains(stage.Index) && Is(inspection, stage)))
        {
            report.Add(Suspect(inspection, stage, WorkingTasks(stage), inspection.SlotsOf(stage)));
        }
    }

    /// <summary>Whether a stage has fewer tasks than slots and could have more. Where coalesce() took them, that is the cause (PART006).</summary>
    internal static bool Is(Inspection inspection, StageWork stage)
    {
        var working = WorkingTasks(stage);
        return stage.RunMs >= inspection.LeastTimeOf(Id, PartitionThresholds.MinStageWorkMs)
            && stage.LongestMs >= inspection.LeastTimeOf(Id, PartitionThresholds.MinTaskMs)
            && working < inspection.ValueOf(Id, PartitionThresholds.LowParallelRatio) * inspection.SlotsOf(stage)
            && !Driver.SlowListing.IsListing(inspection.JobOf(stage))
            && stage.Stage.CompletionTime is not null // What still runs may yet start more tasks (trap T20).
            && stage.LongestMs * (double)working <= inspection.ValueOf(Id, PartitionThresholds.LongTaskRatio) * stage.DurationMs // One task is slow: more of them would not help it.
            && IsDivisible(inspection, stage, working)
            && !CoalescedUpstream.Is(inspection, stage);
    }

    private static int WorkingTasks(StageWork stage) => stage.TasksWithData > 0 ? stage.TasksWithData : stage.TaskCount;

    /// <summary>What reads storage or makes rows itself, and shuffles into two partitions or more: one partition is PART003's, and uneven ones are those of the SKEW rules.</summary>
    private static bool IsDivisible(Inspection inspection, StageWork stage, int working)
    {
        if (stage.Stage.TaskCount != stage.TaskCount)
        {
            return false;
        }

        if (stage.ShuffleReadRecords > 0)
        {
            return stage.TaskCount > 1 && working == stage.TaskCount && stage.LongestMs * (double)stage.TaskCount <= inspection.ValueOf(Id, PartitionThresholds.EvenRatio) * stage.DurationMs
                && IsLarge(inspection, working, stage.ShuffleReadBytes, stage.ShuffleReadRecords);
        }

        var generates = stage.InputBytes == 0 && (stage.Stage.Rdds.Any(rdd => rdd.Name == "ParallelCollectionRDD") || HasRange(inspection, stage));
        return generates || IsLarge(inspection, working, stage.InputBytes, stage.InputRecords) || IsHeavy(inspection, stage, working);
    }

    private static bool IsLarge(Inspection inspection, int working, long bytes, long rows) =>
        bytes / working >= inspection.ValueOf(Id, PartitionThresholds.DivisibleBytes) || rows / working >= inspection.ValueOf(Id, PartitionThresholds.DivisibleRows);

    /// <summary>Whether few rows that are read make much work: exploded, joined or handed to Python, they are shared out as well as many.</summary>
    private static bool IsHeavy(Inspection inspection, StageWork stage, int working) =>
        stage.ShuffleReadRecords == 0
        && stage.RunMs >= inspection.ValueOf(Id, PartitionThresholds.HeavyWorkMs)
        && stage.InputRecords / working >= inspection.ValueOf(Id, PartitionThresholds.SharedRows);

    private static bool HasRange(Inspection inspection, StageWork stage) =>
        inspection.PlansOf(stage)
            .SelectMany(plan => plan.Operators)
            .Any(node => node.Name == "Range" && node.Stages.Contains(stage));

    private static Suspicion Suspect(Inspection inspection, StageWork stage, int working, double slots)
    {
        var hasCpus = SpareCpus.AreKnown(inspection, slots);
        var areAlike = !IsHeavy(inspection, stage, working) || IsLarge(inspection, working, stage.InputBytes, stage.InputRecords);
        var suspicion = inspection.Suspect(stage, hasCpus && areAlike ? Confidence.High : Confidence.Medium);
        if (!hasCpus)
        {
            suspicion.Doubt("whether the machine has a CPU for each slot is not in the log");
        }
        else if (!areAlike)
        {
            suspicion.Doubt("whether each row takes as long is not in the log");
        }

        suspicion.Basis = Basis.Bounded;
        suspicion.SameAs = HabitOf(inspection, stage);
        var limit = inspection.ValueOf(Id, PartitionThresholds.LowParallelRatio) * slots;
        suspicion.Evidence.Add(EvidenceItem.Of(working < stage.TaskCount ? "tasksWithData" : "tasks", working, EvidenceUnit.Count, suspicion.Place, new Threshold(PartitionThresholds.LowParallelRatio.Name, Comparison.AtMost, limit)));
        suspicion.ProveSlots(inspection, stage).Prove("longestTask", stage.LongestMs, EvidenceUnit.Milliseconds);

        // Cut into four tasks a slot, the longest would be a quarter of the even share. Tasks as long as the longest would leave the slots idle for
        // 1 - tasks / slots of it: no more than that is there to save.
        // Whether machines have CPUs free for them is not in the log: twins saved 0.3 to 0.9 of what free ones give.
        var area = stage.DurationMs / slots;
        var free = TailPrice.Of(Math.Min(stage.WallMs, stage.LongestMs), stage.DurationMs, slots, area / 4).AtMost(stage.LongestMs * (1 - (working / slots)));
        new TailPrice(free.LowMs * 0.5, free.ExpectedMs * 0.85, free.HighMs).Claim(suspicion, inspection.Ledger, stage, slots);
        Advise(inspection, suspicion, stage, slots);
        return suspicion;
    }

    /// <summary>
    /// What the stages have in common whose partitions one habit makes too few: the data that was cached, rows that the program makes, the number of shuffle partitions.
    /// Absent for files, and for numbers that a line asks for.
    /// </summary>
    private static string? HabitOf(Inspection inspection, StageWork stage)
    {
        if (stage.ShuffleReadRecords > 0)
        {
            return Skew.SkewSearch.ExchangesOf(inspection, stage) is { Count: > 0 } exchanges && !exchanges.Any(exchange => exchange.Text.Contains("REPARTITION", StringComparison.Ordinal)) ? "shuffle partitions" : null;
        }

        return CachedIn(stage) is { } cached ? $"cached {cached.Id}"
            : stage.InputBytes == 0 ? HasRange(inspection, stage) ? "made" : "parallelized"
            : null;
    }

    private static void Advise(Inspection inspection, Suspicion suspicion, StageWork stage, double slots)
    {
        if (stage.ShuffleReadRecords > 0)
        {
            AdviseShuffle(inspection, suspicion, stage, slots);
            return;
        }

        var wanted = WantedFor(slots);
        var isGenerated = stage.InputBytes == 0; // Range counts its rows as input records.
        if (isGenerated || CachedIn(stage) is not null)
        {
            suspicion.Advise(HasRange(inspection, stage) ? $"Make more partitions where the rows are made: spark.range(…, numPartitions={wanted}), or more."
                : stage.Stage.Rdds.Any(rdd => rdd.Name == "ParallelCollectionRDD") ? $"Make more partitions where the rows are made: sc.parallelize(…, numSlices={wanted}), or more."
                : isGenerated ? $"Make more partitions where the rows are made: spark.range(…, numPartitions={wanted}) or sc.parallelize(…, numSlices={wanted}), or more."
                : $"Cached data keeps the partitions that it was cached with: repartition({wanted}) before it is cached.");
            return;
        }

        AdviseRead(inspection, suspicion, stage, wanted);
    }

    private static void AdviseRead(Inspection inspection, Suspicion suspicion, StageWork stage, string wanted)
    {
        const string Risk = "One more shuffle of the input.";
        if (inspection.PlansOf(stage).Count == 0)
        {
            suspicion.Advise($"Read into more partitions, sc.textFile(path, minPartitions={wanted}), or repartition({wanted}) right behind it; a .gz file is always one task.", risk: Risk);
            return;
        }

        if (stage.TasksWithData > 0 && stage.TasksWithData < stage.TaskCount)
        {
            suspicion.Prove("tasks", stage.TaskCount, EvidenceUnit.Count)
                .Advise($"Repartition right behind the read, df.repartition({wanted}): most splits of the files hold no row.", risk: Risk)
                .Advise(new Remedy(RemedyKind.Data, "Or write the files with smaller row groups (parquet.block.size), or as more files."));
        }
        else
        {
            suspicion.Advise($"Repartition right behind the read: df.repartition({wanted}), or more; a .gz file is always one task.", risk: Risk);
        }

        suspicion.Advise(InputOutput.SmallerSplits.Of(inspection, stage, "32MB", 32 << 20));
    }

    /// <summary>The cached data that the tasks of a stage fill or read: its partitions are those of all of them.</summary>
    private static Rdd? CachedIn(StageWork stage) => stage.Stage.Rdds.FirstOrDefault(rdd => rdd.StorageLevel.IsValid);

    private static string WantedFor(double slots) => ((long)Math.Ceiling(slots) * 2).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static void AdviseShuffle(Inspection inspection, Suspicion suspicion, StageWork stage, double slots)
    {
        var exchanges = Skew.SkewSearch.ExchangesOf(inspection, stage);
        var wanted = WantedFor(slots);
        if (exchanges.FirstOrDefault(exchange => exchange.Text.Contains("REPARTITION_BY_NUM", StringComparison.Ordinal)) is { } asked)
        {
            suspicion.RelatedPlaces.Add(asked.Place);
            suspicion.Prove("partitioning", Exchanges.KeysOf(asked), asked.Place)
                .Advise($"repartition asks for {stage.TaskCount} partitions: ask for {wanted} or more.", risk: "As many output files, when the stage writes.");
        }
        else if (exchanges.Count > 0)
        {
            suspicion.Advise(exchanges.Any(exchange => exchange.Readers.Any(Exchanges.IsAdaptiveRead))
                ? inspection.Settings.Change("spark.sql.adaptive.coalescePartitions.minPartitionSize", "256KB", "Let adaptive execution keep smaller partitions, so that every slot has one.")
                : inspection.Settings.Change("spark.sql.shuffle.partitions", wanted, "Make as many shuffle partitions as there are slots, or twice as many."));
            suspicion.Advise($"Or say how many partitions that shuffle needs: df.repartition({wanted}, key).");
        }
        else
        {
            suspicion.Advise($"Give the shuffle more partitions: reduceByKey(f, numPartitions={wanted}), and likewise groupByKey, join and sortBy.");
        }
    }
}
