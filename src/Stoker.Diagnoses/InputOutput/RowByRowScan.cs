using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Remedies;
using Stoker.Model.Settings;

namespace Stoker.Diagnoses.InputOutput;

/// <summary>IO018: Parquet or ORC is read row by row.</summary>
internal static class RowByRowScan
{
    public const string Id = "IO018";

    public static readonly Diagnosis Diagnosis = new(Id, "Parquet or ORC read row by row", Rank.Plan, Check)
    {
        Limits =
        [
            InputOutputThresholds.LargeScanBytes,
            InputOutputThresholds.MostFields,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var scan in TableScan.Of(inspection).Where(scan => scan.Format is "parquet" or "orc"))
        {
            if (scan.Node.Metadata.GetValueOrDefault("Batched") == "false" && scan.Bytes >= inspection.ValueOf(Id, InputOutputThresholds.LargeScanBytes) && RemedyOf(inspection, scan) is { } remedy)
            {
                var suspicion = new Suspicion(scan.Node.Place, Confidence.Medium);
                suspicion.Doubt("how much faster batches would be is that of other runs");
                suspicion.RelatedPlaces.AddRange(scan.Places);
                suspicion.Prove("batched", "false").Prove("format", scan.Format).Prove("fileBytes", scan.Bytes, EvidenceUnit.Bytes).Prove("readSchema", PlanText.Shortened(scan.Node.Metadata["ReadSchema"]));
                scan.ClaimRun(inspection, suspicion, 0.1, 0.4, 0.6);

                report.Add(suspicion.Advise(remedy));
            }
        }
    }

    /// <summary>What would make it read in batches; null where nothing would: of nested columns no version before 3.3 does.</summary>
    private static Remedy? RemedyOf(Inspection inspection, TableScan scan)
    {
        var schema = scan.Node.Metadata["ReadSchema"];
        var isNested = schema.LastIndexOf("struct<", StringComparison.Ordinal) > 0 || schema.Contains("array<", StringComparison.Ordinal) || schema.Contains("map<", StringComparison.Ordinal);
        foreach (var key in (ReadOnlySpan<string>)[$"spark.sql.{scan.Format}.enableVectorizedReader", "spark.sql.codegen.wholeStage"])
        {
            if (inspection.Settings.IsOn(key, scan.Node.Plan.Execution) == false)
            {
                return new Remedy(RemedyKind.Setting, "Read and compute in batches of rows again.", null, null, "2.0", new SettingChange(key, "false", "true"));
            }
        }

        if (isNested)
        {
            var key = $"spark.sql.{scan.Format}.enableNestedColumnVectorizedReader";
            var isThere = inspection.Settings.Version is { } version && version >= new SparkVersion(3, 3);
            var isOff = inspection.Settings.IsOn(key, scan.Node.Plan.Execution) == false || inspection.Settings.Version < new SparkVersion(3, 4);
            return isThere && isOff ? new Remedy(RemedyKind.Setting, "Read structs, arrays and maps in batches too.", null, null, "3.3", new SettingChange(key, "false", "true")) : null;
        }

        return scan.Columns?.Count > inspection.ValueOf(Id, InputOutputThresholds.MostFields)
            ? new Remedy(RemedyKind.Code, "Select 100 columns at most: beyond that Spark neither compiles the query nor reads in batches.")
            : null;
    }
}
