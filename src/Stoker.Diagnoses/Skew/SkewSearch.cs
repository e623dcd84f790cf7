using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;

namespace Stoker.Diagnoses.Skew;

/// <summary>Finds stages that one task holds up since it has far more data than its peers.</summary>
internal static class SkewSearch
{
    /// <summary>The thresholds of the rules that search with <see cref="Of"/> under their own id.</summary>
    public static IReadOnlyList<Limit> Limits { get; } =
    [
        SkewThresholds.Ratio,
        SkewThresholds.MinStageWorkMs,
        SkewThresholds.MinTasks,
        SkewThresholds.MinTaskMs,
        SkewThresholds.MinExcessMs,
        SkewThresholds.MinBytes,
        SkewThresholds.MinRecords,
        SkewThresholds.SizeTimeRank,
        SkewThresholds.AboveTarget,
        SkewThresholds.RowsToBytes,
    ];

    /// <summary>The spread of a stage that is skewed; null when it is not.</summary>
    public static TaskSpread? Of(Inspection inspection, StageWork stage, string id)
    {
        if (stage.RunMs < inspection.LeastTimeOf(id, SkewThresholds.MinStageWorkMs) || stage.LongestMs < inspection.LeastTimeOf(id, SkewThresholds.MinTaskMs) || inspection.IsPartialRetry(stage))
        {
            return null;
        }

        var spread = inspection.SpreadOfData(stage);
        var least = inspection.ValueOf(id, SkewThresholds.MinTasks);
        if (spread is not null && spread.Count >= least && IsSkewed(inspection, spread, id))
        {
            return spread;
        }

        // Of few tasks the first wave counts too: it explains some seconds, not most of the bytes.
        var all = spread is not null && spread.Count >= least ? spread : TaskSpread.Of(stage, null, onlyWithData: true);
        return all is not null && (HasCrowdedTask(inspection, stage, all, id) || HasMostRows(inspection, stage, all, id)) ? all : null;
    }

    /// <summary>
    /// Whether the slowest task reads most of the rows and far less of the bytes. Keys that spread evenly give each partition as much of both, however many of them a task reads:
    /// rows of one key are small, or compress well, beside the wide rows that they are joined to.
    /// </summary>
    private static bool HasMostRows(Inspection inspection, StageWork stage, TaskSpread spread, string id) =>
        spread.Count >= 2
        && stage.ShuffleReadRecords > 0
        && spread.TotalBytes > 0
        && spread.Slowest.Records >= inspection.ValueOf(id, SkewThresholds.MinRecords)
        && spread.Slowest.Records * 2 >= spread.TotalRecords
        && spread.RowShare >= inspection.ValueOf(id, SkewThresholds.RowsToBytes) * spread.Slowest.Bytes / spread.TotalBytes
        && spread.Slowest.DurationMs >= inspection.LeastTimeOf(id, SkewThresholds.MinTaskMs)
        && spread.Slowest.DurationMs - spread.OthersP90Ms >= inspection.LeastTimeOf(id, SkewThresholds.MinExcessMs)
        && !IsUnion(inspection, stage);

    /// <summary>Whether tasks of a stage read different shuffles, so that they do not compare.</summary>
    private static bool IsUnion(Inspection inspection, StageWork stage)
    {
        var readers = ExchangesOf(inspection, stage).Select(Exchanges.ConsumerOf).Distinct().ToList();
        return stage.Stage.Rdds.Any(rdd => rdd.Name == "UnionRDD") || readers.Exists(reader => reader?.Name == "Union") || (readers.Count > 1 && !readers.TrueForAll(reader => reader?.Name.Contains("Join", StringComparison.Ordinal) == true));
    }

    private static bool IsSkewed(Inspection inspection, TaskSpread spread, string id)
    {
        var isLarge = spread.TotalBytes > 0
            ? spread.Slowest.Bytes >= inspection.ValueOf(id, SkewThresholds.MinBytes)
            : spread.Slowest.Records >= inspection.ValueOf(id, SkewThresholds.MinRecords);
        var ratio = inspection.ValueOf(id, SkewThresholds.Ratio);
        return isLarge
            && spread.Slowest.DurationMs >= inspection.LeastTimeOf(id, SkewThresholds.MinTaskMs)
            && spread.Slowest.DurationMs - spread.MedianMs >= inspection.LeastTimeOf(id, SkewThresholds.MinExcessMs)
            && spread.TimeRatio >= ratio
            && spread.SizeRatio >= ratio
            && spread.SizeRank <= inspection.ValueOf(id, SkewThresholds.SizeTimeRank);
    }

    /// <summary>Whether the slowest task, behind a shuffle whose small partitions were merged, reads one partition that is larger than what adaptive execution would merge to.</summary>
    private static bool HasCrowdedTask(Inspection inspection, StageWork stage, TaskSpread spread, string id) =>
        spread.Count >= 2
        && spread.Slowest.Bytes == spread.LargestBytes
        && (spread.Slowest.Bytes >= inspection.ValueOf(id, SkewThresholds.MinBytes) || spread.Slowest.Records >= inspection.ValueOf(id, SkewThresholds.MinRecords))
        && HoldsHalf(spread)
        && spread.Slowest.Bytes >= inspection.ValueOf(id, SkewThresholds.AboveTarget) * MergedPeers.TargetOf(inspection, stage, spread)
        && spread.Slowest.DurationMs >= inspection.LeastTimeOf(id, SkewThresholds.MinTaskMs)
        && spread.Slowest.DurationMs - spread.OthersP90Ms >= inspection.LeastTimeOf(id, SkewThresholds.MinExcessMs)
        && MergedPeers.Are(inspection, stage);

    /// <summary>Whether the slowest task reads half of the bytes or of the rows: those of a hot key compress well, and the other side of a join spreads evenly.</summary>
    private static bool HoldsHalf(TaskSpread spread) => spread.Slowest.Bytes * 2 >= spread.TotalBytes || (spread.TotalRecords > 0 && spread.Slowest.Records * 2 >= spread.TotalRecords);

    /// <summary>The spread of a stage of two or three tasks of which one reads most of the input and three times as much as the next; null when there is none.</summary>
    public static TaskSpread? OfFewInputs(Inspection inspection, StageWork stage, string id)
    {
        if (stage.RunMs < inspection.LeastTimeOf(id, SkewThresholds.MinStageWorkMs) || stage.LongestMs < inspection.LeastTimeOf(id, SkewThresholds.MinTaskMs) || inspection.SlotsOf(stage) < 2
            || TaskSpread.Of(stage, null, onlyWithData: true) is not { Count: >= 2 } spread || spread.Count >= inspection.ValueOf(id, SkewThresholds.MinTasks))
        {
            return null;
        }

        var others = (spread.TotalBytes - spread.Slowest.Bytes) / (spread.Count - 1);
        return spread.Slowest.Bytes == spread.LargestBytes
            && spread.Slowest.Bytes >= inspection.ValueOf(id, SkewThresholds.MinBytes)
            && spread.Slowest.Bytes * 2 >= spread.TotalBytes
            && spread.Slowest.Bytes >= inspection.ValueOf(id, SkewThresholds.Ratio) * others
            && spread.Slowest.DurationMs - spread.OthersP90Ms >= inspection.LeastTimeOf(id, SkewThresholds.MinExcessMs)
            ? spread
            : null;
    }

    /// <summary>A priced suspicion of a skewed stage with its evidence.</summary>
    public static Suspicion Suspect(Inspection inspection, StageWork stage, TaskSpread spread, string id)
    {
        var suspicion = inspection.Suspect(stage, Confidence.High);
        suspicion.Basis = Basis.Bounded;
        var place = suspicion.Place;
        var limit = inspection.ValueOf(id, SkewThresholds.Ratio);
        suspicion.Evidence.Add(EvidenceItem.Of("slowestTask", spread.Slowest.DurationMs, EvidenceUnit.Milliseconds, place));
        var isMerged = spread.Count < inspection.ValueOf(id, SkewThresholds.MinTasks) || spread.TimeRatio < limit; // A median of few tasks says nothing.
        if (isMerged)
        {
            suspicion.Evidence.Add(EvidenceItem.Of("nextTask", spread.OthersP90Ms, EvidenceUnit.Milliseconds, place));
        }
        else
        {
            suspicion.Evidence.Add(EvidenceItem.Of("medianTask", spread.MedianMs, EvidenceUnit.Milliseconds, place));
            suspicion.Evidence.Add(EvidenceItem.Of("timeRatio", spread.TimeRatio, EvidenceUnit.Ratio, place, new Threshold(SkewThresholds.Ratio.Name, Comparison.AtLeast, limit)));
        }

        if (spread.TotalBytes > 0)
        {
            suspicion.Evidence.Add(EvidenceItem.Of("largestRead", spread.Slowest.Bytes, EvidenceUnit.Bytes, place));
            suspicion.Evidence.Add(isMerged ? EvidenceItem.Of("totalRead", spread.TotalBytes, EvidenceUnit.Bytes, place) : EvidenceItem.Of("medianRead", spread.MedianBytes, EvidenceUnit.Bytes, place));
            suspicion.Evidence.Add(EvidenceItem.Of("largestShare", spread.Slowest.Bytes / (double)spread.TotalBytes, EvidenceUnit.Ratio, place));
            if (HasMostRows(inspection, stage, spread, id))
            {
                suspicion.Evidence.Add(EvidenceItem.Of("largestRecords", spread.Slowest.Records, EvidenceUnit.Rows, place));
                suspicion.Evidence.Add(EvidenceItem.Of("rowShare", spread.RowShare, EvidenceUnit.Ratio, place));
            }
        }
        else
        {
            suspicion.Evidence.Add(EvidenceItem.Of("largestRecords", spread.Slowest.Records, EvidenceUnit.Rows, place));
            suspicion.Evidence.Add(EvidenceItem.Of("medianRecords", spread.MedianRecords, EvidenceUnit.Rows, place));
        }

        var slots = inspection.SlotsOf(stage);
        var stageMs = stage.EndMs - Math.Min(stage.EndMs, stage.Stage.FirstTaskLaunchTime?.EpochMilliseconds ?? stage.StartMs);
        TailPrice.Of(stageMs, stage.BusyMs, slots, Math.Max(spread.OthersP90Ms, 1)).Claim(suspicion, inspection.Ledger, stage, slots);

        // Few slots hide the price of a partition that holds half of the data: more of them would not help at all.
        if (slots >= 2 && spread.TotalBytes > 0 && HoldsHalf(spread))
        {
            suspicion.LeastSeverity = Severity.Minor;
        }

        return suspicion;
    }

    /// <summary>The exchanges that a stage reads.</summary>
    public static IReadOnlyList<PlanOperator> ExchangesOf(Inspection inspection, StageWork stage) =>
    [
        .. inspection.PlansOf(stage)
            .SelectMany(plan => plan.Operators)
            .Where(node => Exchanges.IsShuffle(node) && node.ReadingStages.Contains(stage)),
    ];

    /// <summary>Adds the operator behind the exchanges of a stage to its evidence and places.</summary>
    public static PlanOperator? Relate(Suspicion suspicion, IReadOnlyList<PlanOperator> exchanges)
    {
        var reader = exchanges.Select(Exchanges.ConsumerOf).FirstOrDefault(node => node is not null);
        if (reader is not null)
        {
            suspicion.RelatedPlaces.Add(reader.Place);
            suspicion.Evidence.Add(EvidenceItem.Of("operator", reader.Name, reader.Place));
        }

        foreach (var keys in exchanges.Select(Exchanges.KeysOf).Where(keys => keys.Length > 0).Distinct().Take(2))
        {
            suspicion.Evidence.Add(EvidenceItem.Of("partitioning", keys, suspicion.Place));
        }

        return reader;
    }
}
