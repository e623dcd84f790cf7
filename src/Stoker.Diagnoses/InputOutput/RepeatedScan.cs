using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Remedies;

namespace Stoker.Diagnoses.InputOutput;

/// <summary>IO009: one query scans the same partitions of a table several times.</summary>
internal static class RepeatedScan
{
    public const string Id = "IO009";

    private const string Reuse = "spark.sql.exchange.reuse";

    public static readonly Diagnosis Diagnosis = new(Id, "The same table is scanned several times in one query", Rank.Plan, Check) { Limits = [InputOutputThresholds.LargeScanBytes] };

    private static void Check(Inspection inspection, Report report)
    {
        var least = inspection.ValueOf(Id, InputOutputThresholds.LargeScanBytes);
        foreach (var query in TableScan.Of(inspection).Where(scan => scan.Location.Length > 0 && scan.Bytes >= least && !scan.Location.EndsWith("...]", StringComparison.Ordinal)).GroupBy(scan => scan.Node.Plan))
        {
            foreach (var table in query.GroupBy(KeyOf, StringComparer.Ordinal))
            {
                // What reads other columns reads other bytes.
                List<TableScan> scans = [.. table.OrderByDescending(scan => scan.Bytes)];
                scans = [scans[0], .. scans.Skip(1).Where(scan => Overlap(scans[0], scan))];
                if (scans.Count > 1)
                {
                    report.Add(Suspect(inspection, scans));
                }
            }
        }
    }

    /// <summary>Table and partitions: what is read of other partitions is other data.</summary>
    private static string KeyOf(TableScan scan) => $"{scan.Location}\n{PlanText.WithoutIds(scan.Node.Metadata.GetValueOrDefault("PartitionFilters") ?? "")}";

    private static bool Overlap(TableScan left, TableScan right) => left.Columns is { } columns && right.Columns is { } others && columns.Intersect(others, StringComparer.Ordinal).Any();

    private static Suspicion Suspect(Inspection inspection, List<TableScan> scans)
    {
        var suspicion = new Suspicion(scans[0].Node.Place, Confidence.Medium);
        suspicion.Doubt("reading once and keeping the rows would cost something too");
        suspicion.Prove("scans", scans.Count, EvidenceUnit.Count)
            .Prove("fileBytes", scans.Sum(scan => scan.Bytes), EvidenceUnit.Bytes)
            .Prove("location", PlanText.Shortened(scans[0].Location));
        foreach (var scan in scans.Skip(1))
        {
            suspicion.RelatedPlaces.Add(scan.Node.Place);
            suspicion.RelatedPlaces.Add(new StagePlace(scan.Stage.Stage.Id));
            inspection.Relate(suspicion, scan.Stage);
        }

        // Two scans in one stage cost it once more than one; what else the stages do stays.
        foreach (var stage in scans.Skip(1).GroupBy(scan => scan.Stage))
        {
            var share = stage.Key == scans[0].Stage ? stage.Count() / (stage.Count() + 1.0) : 1;
            suspicion.ClaimRun(inspection.Ledger, stage.Key, share * 0.2, share * 0.5, share * 0.8);
        }

        suspicion.Advise("Read the table once: compute the results that differ by a condition in one aggregate, such as F.sum(F.when(cond, x)), instead of joining or uniting queries on it.")
            .Advise("Or cache what the branches have in common before they part.", "It fits into storage memory.");
        if (inspection.Settings.IsOn(Reuse, scans[0].Node.Plan.Execution) == false)
        {
            suspicion.Advise(new Remedy(RemedyKind.Setting, "Let Spark use a shuffle again that the same query has made.", null, null, "2.0", new SettingChange(Reuse, "false", "true")));
        }

        return suspicion;
    }
}
