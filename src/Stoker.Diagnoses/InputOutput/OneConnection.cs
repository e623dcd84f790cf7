using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;

namespace Stoker.Diagnoses.InputOutput;

/// <summary>IO010: a database is read over one connection.</summary>
internal static class OneConnection
{
    public const string Id = "IO010";

    public static readonly Diagnosis Diagnosis = new(Id, "JDBC read through one connection", Rank.DataShape, Check)
    {
        Limits =
        [
            InputOutputThresholds.OneConnectionMs,
            InputOutputThresholds.OneConnectionRows,
            InputOutputThresholds.StageWorkMs,
            InputOutputThresholds.Connections,
        ],
    };

    /// <summary>Scans over one connection.</summary>
    public static IEnumerable<PlanOperator> Of(Inspection inspection) => inspection.Scans.Where(scan => scan.Name.Contains("JDBC", StringComparison.Ordinal) && IsLong(inspection, scan));

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var scan in Of(inspection))
        {
            report.Add(Suspect(inspection, scan));
        }
    }

    private static bool IsLong(Inspection inspection, PlanOperator scan) =>
        scan.Stages[0] is { ShuffleReadRecords: 0, Stage.TaskCount: 1 } stage && SlotsOf(inspection, stage) >= 2 && stage.RunMs >= inspection.ValueOf(Id, InputOutputThresholds.StageWorkMs)
        && (stage.RunMs >= inspection.ValueOf(Id, InputOutputThresholds.OneConnectionMs) || RowsOf(scan) >= inspection.ValueOf(Id, InputOutputThresholds.OneConnectionRows));

    private static long RowsOf(PlanOperator scan) => scan.OutputRows ?? scan.Stages[0].InputRecords;

    /// <summary>Connections that there are slots for, and that a database should bear.</summary>
    private static double SlotsOf(Inspection inspection, StageWork stage) => Math.Min(inspection.SlotsOf(stage), inspection.ValueOf(Id, InputOutputThresholds.Connections));

    private static Suspicion Suspect(Inspection inspection, PlanOperator scan)
    {
        var stage = scan.Stages[0];
        var suspicion = new Suspicion(scan.Place, Confidence.High) { Basis = Basis.Bounded };
        suspicion.RelatedPlaces.Add(new StagePlace(stage.Stage.Id));
        inspection.Relate(suspicion, stage);
        suspicion.Prove("tasks", 1, EvidenceUnit.Count).Prove("rows", RowsOf(scan), EvidenceUnit.Rows).Prove("runTime", stage.RunMs, EvidenceUnit.CoreMilliseconds);

        // The database may not serve many connections as fast as one: half of what they could save is sure.
        var all = stage.DurationMs * (1 - (1 / SlotsOf(inspection, stage)));
        suspicion.ClaimTail(stage, all * 0.3, all * 0.7, all);
        var idle = inspection.SlotsOf(stage);
        TailPrice.ClaimIdle(suspicion, inspection.Ledger, stage, all * 0.3 * (idle - 1), all * 0.7 * (idle - 1), all * (idle - 1));
        return suspicion.Advise("Read in parts: spark.read.jdbc(url, table, column=\"id\", lowerBound=…, upperBound=…, numPartitions=8), on an indexed number, date or timestamp.", "The database bears that many connections.")
            .Advise("Raise fetchsize (option \"fetchsize\", 1000 and more): some drivers fetch 10 rows at a time.");
    }
}
