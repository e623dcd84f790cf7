using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Pricing;

namespace Stoker.Diagnoses.Partitions;

/// <summary>PART003: all rows go through one task.</summary>
internal static class SingleTask
{
    public const string Id = "PART003";

    public static readonly Diagnosis Diagnosis = new(Id, "All rows go through one task", Rank.DataShape, Check)
    {
        Limits =
        [
            PartitionThresholds.SingleTaskMs,
            PartitionThresholds.SingleTaskRows,
            PartitionThresholds.SingleTaskBytes,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var stage in inspection.Stages.Where(stage => Is(inspection, stage)))
        {
            report.Add(Suspect(inspection, stage, ExchangeOf(inspection, stage)));
        }
    }

    /// <summary>Whether a stage takes all rows of a large shuffle through one task. Where coalesce() made it one, that is the cause (PART006).</summary>
    internal static bool Is(Inspection inspection, StageWork stage) =>
        stage.TaskCount == 1 && stage.Stage.TaskCount == 1
        && stage.RunMs >= inspection.ValueOf(Id, PartitionThresholds.SingleTaskMs)
        && (stage.ShuffleReadRecords >= inspection.ValueOf(Id, PartitionThresholds.SingleTaskRows)
            || stage.ShuffleReadBytes >= inspection.ValueOf(Id, PartitionThresholds.SingleTaskBytes))
        && (ExchangeOf(inspection, stage) is not null || stage.HasPythonRdd || stage.Stage.Rdds.Any(rdd => rdd.Name == "CoalescedRDD"))
        && !CoalescedUpstream.Is(inspection, stage);

    /// <summary>The shuffle to one partition that the stage reads, when what works on it is not made for one task (trap T09).</summary>
    internal static PlanOperator? ExchangeOf(Inspection inspection, StageWork stage) =>
        Skew.SkewSearch.ExchangesOf(inspection, stage).FirstOrDefault(exchange => Exchanges.IsSinglePartition(exchange) && !IsMadeForOneTask(inspection, exchange));

    /// <summary>Final aggregates, and limits that leave little. A limit that keeps very many rows takes all that follows into one task.</summary>
    private static bool IsMadeForOneTask(Inspection inspection, PlanOperator exchange) =>
        Exchanges.ConsumerOf(exchange) is { } reader
        && (reader.Name.Contains("Aggregate", StringComparison.Ordinal)
            || (reader.Name.Contains("Limit", StringComparison.Ordinal) && LimitOf(reader) < inspection.ValueOf(Id, PartitionThresholds.SingleTaskRows)));

    /// <summary>How many rows a limit in the middle of a query keeps (<c>GlobalLimit 2000000, 0</c>); 0 for other limits.</summary>
    private static long LimitOf(PlanOperator limit) =>
        limit.Text.StartsWith("GlobalLimit ", StringComparison.Ordinal)
        && long.TryParse(limit.Text["GlobalLimit ".Length..].Split(',')[0], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var rows) ? rows : 0;

    private static Suspicion Suspect(Inspection inspection, StageWork stage, PlanOperator? exchange)
    {
        var suspicion = inspection.Suspect(stage, Confidence.High);
        suspicion.Basis = Basis.Bounded;
        suspicion.Evidence.Add(EvidenceItem.Of("tasks", 1, EvidenceUnit.Count, suspicion.Place));
        suspicion.Evidence.Add(EvidenceItem.Of("rows", stage.ShuffleReadRecords, EvidenceUnit.Rows, suspicion.Place));
        suspicion.Evidence.Add(EvidenceItem.Of("runTime", stage.RunMs, EvidenceUnit.Milliseconds, suspicion.Place));
        var reader = exchange is null ? null : Exchanges.ConsumerOf(exchange);
        if (exchange is not null)
        {
            suspicion.RelatedPlaces.Add(exchange.Place);
            suspicion.Evidence.Add(EvidenceItem.Of("partitioning", Exchanges.KeysOf(exchange), exchange.Place));
        }

        if (reader is not null)
        {
            suspicion.RelatedPlaces.Add(reader.Place);
            suspicion.Evidence.Add(EvidenceItem.Of("operator", reader.Name, reader.Place));
        }

        var slots = inspection.SlotsOf(stage);
        TailPrice.Of(stage.WallMs, stage.BusyMs, slots, stage.DurationMs / slots).Claim(suspicion, inspection.Ledger, stage, slots);
        if (slots > 1 && (reader?.Name.StartsWith("Window", StringComparison.Ordinal) == true || reader?.Name == "Sort"))
        {
            suspicion.Remains = RemainsSorted(slots);
        }

        return reader?.Name.StartsWith("Window", StringComparison.Ordinal) == true
            ? suspicion.AdviseIf(
                "May the window start anew for each value of a key, or are the numbers there only to tell rows apart?",
                "Give the window a partitionBy key; for row ids alone use monotonically_increasing_id() or rdd.zipWithIndex().")
            : reader?.Name == "GlobalLimit"
                ? suspicion.Advise("Sample or filter instead of limit() where about as many rows will do, or repartition right behind it: what follows a limit runs in one task.", risk: "A sample has about as many rows, not exactly as many.")
            : reader?.Name == "Sort"
                ? suspicion.AdviseIf("Is the order of all rows used by nobody, or only that of the first ones?", "Sort within partitions (sortWithinPartitions), or sort only what is shown (orderBy(…).limit(n)).")
                : suspicion.Advise("Keep the rows in many partitions: drop repartition(1) or coalesce(1) and write several files.", "Readers take a folder of several files.");
    }

    /// <summary>
    /// Rows that come to one task from sorted input are in order already, and those of several partitions are not: sorting them took twice the CPU time in twins, and up to
    /// four times as long: 2.4 s of one task became 5.6 s of two on a quiet machine. On two slots that is more than two tasks at once gain, on sixteen it is little.
    /// </summary>
    private static Estimate RemainsSorted(double slots)
    {
        const double Twice = 2;
        const double Most = 4;
        return new Estimate(Math.Min(Remains(Most), 1), Math.Clamp(Remains(Twice), 0, 1), 1);

        double Remains(double work) => (1 - (work / slots)) / (1 - (1 / slots));
    }
}
