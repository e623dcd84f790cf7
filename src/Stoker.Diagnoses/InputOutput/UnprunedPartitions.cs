using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.NotChecked;
using Stoker.Findings.Remedies;

namespace Stoker.Diagnoses.InputOutput;

/// <summary>IO005: a partitioned table is read whole, and most of its rows are dropped afterwards.</summary>
internal static class UnprunedPartitions
{
    public const string Id = "IO005";

    private const string DynamicPruning = "spark.sql.optimizer.dynamicPartitionPruning.enabled";

    public static readonly Diagnosis Diagnosis = new(Id, "Partitioned table read whole", Rank.Plan, Check)
    {
        Limits =
        [
            InputOutputThresholds.ManyPartitions,
            InputOutputThresholds.LargeScanBytes,
            InputOutputThresholds.KeptShare,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var scan in TableScan.Of(inspection))
        {
            if (scan.Partitions is not { } partitions || partitions < inspection.ValueOf(Id, InputOutputThresholds.ManyPartitions)
                || scan.Bytes < inspection.ValueOf(Id, InputOutputThresholds.LargeScanBytes) || scan.ChoosesPartitions)
            {
                continue;
            }

            if (scan.Columns is null)
            {
                report.AddNotChecked(scan.Node.Place, NotCheckedReason.PlanTruncated, "spark.sql.maxMetadataStringLength=10000");
            }
            else if (Narrowing(scan) is { } narrowing && narrowing.Kept < inspection.ValueOf(Id, InputOutputThresholds.KeptShare)
                && (narrowing.Key is not null || IsTold(inspection, scan, narrowing.Node)))
            {
                report.Add(Suspect(inspection, scan, partitions, narrowing));
            }
        }
    }

    /// <summary>Whether a filter on other columns is worth a word here: what keeps next to nothing is IO006, a list of values IO020, and a search for a few rows DRV009.</summary>
    private static bool IsTold(Inspection inspection, TableScan scan, PlanOperator filter) =>
        !LongCondition.IsLong(inspection, filter) && UnpushedFilter.FilterOf(inspection, scan) is null && !scan.Node.Plan.Operators.Any(node => node.Name is "CollectLimit" or "TakeOrderedAndProject");

    /// <summary>What drops rows by a partition column, in this stage or behind its shuffle; else the first filter, whatever it asks for.</summary>
    private static Narrowed? Narrowing(TableScan scan)
    {
        var keys = scan.PartitionColumns;
        var before = scan.Rows;
        Narrowed? other = null;
        string? asked = null; // By a UDF, whose result the filter names: pythonUDF0.
        for (var at = scan.Node.Readers.FirstOrDefault(); at is not null && before > 0; at = at.Readers.FirstOrDefault())
        {
            if (at.Name.Contains("Aggregate", StringComparison.Ordinal) || Exchanges.IsBroadcast(at))
            {
                break;
            }

            asked = PythonNodes.IsPython(at) ? keys.FirstOrDefault(key => PlanText.Names(at.Text, key)) ?? asked : asked;
            if ((at.Name == "Filter" || JoinSides.IsEqui(at)) && at.OutputRows is { } rows)
            {
                var kept = Math.Min(1, rows / (double)before.Value);
                var byUdf = at.Text.Contains("pythonUDF", StringComparison.Ordinal) ? asked : null;
                if ((keys.FirstOrDefault(key => PlanText.Names(at.Text, key)) ?? byUdf) is { } key)
                {
                    return new Narrowed(at, kept, PlanText.WithoutIds(key));
                }

                other ??= at.Name == "Filter" ? new Narrowed(at, kept, null) : null;
                before = rows;
            }
        }

        return other;
    }

    private static Suspicion Suspect(Inspection inspection, TableScan scan, long partitions, Narrowed narrowing)
    {
        var limit = inspection.ValueOf(Id, InputOutputThresholds.KeptShare);
        var suspicion = new Suspicion(scan.Node.Place, narrowing.Key is null ? Confidence.Low : Confidence.Medium) { MostSeverity = narrowing.Key is null ? Severity.Info : null };
        suspicion.Doubt("that the filter would leave out whole partitions is inferred from the text of the plan");
        suspicion.RelatedPlaces.AddRange(scan.Places);
        suspicion.RelatedPlaces.Add(narrowing.Node.Place);
        suspicion.Prove("partitionsRead", partitions, EvidenceUnit.Count)
            .Prove("fileBytes", scan.Bytes, EvidenceUnit.Bytes)
            .Prove("keptRows", narrowing.Kept, EvidenceUnit.Ratio, narrowing.Node.Place, new Threshold(InputOutputThresholds.KeptShare.Name, Comparison.AtMost, limit))
            .Prove("condition", PlanText.Shortened(narrowing.Node.Text), narrowing.Node.Place);
        if (narrowing.Key is { } key)
        {
            suspicion.Prove("partitionColumn", key);
        }

        var dropped = 1 - narrowing.Kept;
        scan.ClaimRun(inspection, suspicion, dropped * 0.5, dropped * 0.8, dropped * 0.95);

        Advise(inspection, suspicion, narrowing);
        return suspicion;
    }

    private static void Advise(Inspection inspection, Suspicion suspicion, Narrowed narrowing)
    {
        if (narrowing.Key is not { } key)
        {
            suspicion.Advise("Filter on a partition column too, where it follows from the condition, such as the day from a time.")
                .Advise(new Remedy(RemedyKind.Data, "Or partition or cluster the table by the column that this query filters on."));
            return;
        }

        var isOff = inspection.Settings.IsOn(DynamicPruning, narrowing.Node.Plan.Execution) == false;
        suspicion.Advise(narrowing.Node.Name == "Filter"
            ? $"Compare the partition column {key} itself with a literal, not a UDF's result: only then Spark leaves whole folders out."
            : $"Filter on the partition column {key} itself before the join, with values that the program knows or asks the other table for first, such as a range of dates: only such values leave whole folders out.");
        if (isOff && narrowing.Node.Name != "Filter")
        {
            suspicion.Advise(new Remedy(RemedyKind.Setting, "Let Spark take the partitions from the other side of the join.", null, null, "3.0", new SettingChange(DynamicPruning, "false", "true")));
        }
    }

    /// <summary>A node that drops rows, the share that it keeps, and the partition column that it asks for.</summary>
    private sealed record Narrowed(PlanOperator Node, double Kept, string? Key);
}
