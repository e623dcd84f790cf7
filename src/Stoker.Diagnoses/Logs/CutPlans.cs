using System.Globalization;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Remedies;

namespace Stoker.Diagnoses.Logs;

/// <summary>LOG006: Spark cut what plans say of files and filters, and these scans took much of the time: what they read in vain cannot be told.</summary>
internal static class CutPlans
{
    public const string Id = "LOG006";

    private const string MetadataLength = "spark.sql.maxMetadataStringLength";
    private const string Fields = "spark.sql.debug.maxToStringFields";
    private const string EventLength = "spark.sql.event.truncate.length";

    public static readonly Diagnosis Diagnosis = new(Id, "Plans are cut", Rank.Log, Check) { Limits = [LogThresholds.CutShare, LogThresholds.MinCutMs] };

    /// <summary>Facts of a scan without which one cannot say whether it reads too much.</summary>
    private static readonly string[] Telling = ["PushedFilters", "PartitionFilters", "DataFilters", "ReadSchema"];

    private static void Check(Inspection inspection, Report report)
    {
        var cut = inspection.Plans.Where(plan => plan.Execution.Jobs.Count > 0 && plan.RunMs > 0 && plan.Operators.Any(IsCutScan)).ToList();
        var lostMs = cut.Sum(plan => plan.RunMs);
        var share = lostMs / (double)Math.Max(1, inspection.Stages.Sum(stage => stage.DurationMs));
        if (lostMs < inspection.ValueOf(Id, LogThresholds.MinCutMs) || share < inspection.ValueOf(Id, LogThresholds.CutShare))
        {
            return;
        }

        var suspicion = new Suspicion(new ApplicationPlace(), Confidence.High) { FixedSeverity = Severity.Info };
        suspicion.RelatedPlaces.AddRange(cut.OrderByDescending(plan => plan.RunMs).Take(3).Select(plan => plan.Place));
        suspicion.Prove("executionsWithCutScans", cut.Count, EvidenceUnit.Count)
            .Prove("shareOfTaskTime", share, EvidenceUnit.Ratio, null, new Threshold(LogThresholds.CutShare.Name, Comparison.AtLeast, inspection.ValueOf(Id, LogThresholds.CutShare)));
        if (inspection.Settings.IsSet(EventLength))
        {
            suspicion.Advise(new Remedy(RemedyKind.Setting, "Do not cut the plans in the log.", SinceVersion: "3.0", Setting: new SettingChange(EventLength, inspection.Settings.Find(EventLength), null)));
        }

        foreach (var (key, atLeast, to) in ((string, long, string)[])[(MetadataLength, 1000, "10000"), (Fields, 100, "1000")])
        {
            if (inspection.Settings.Number(key) is not { } now || now < atLeast)
            {
                suspicion.Advise(inspection.Settings.Change(key, to, "Let plans say their filters and columns in full.", risk: "A larger log."));
            }
        }

        report.Add(suspicion);
    }

    private static bool IsCutScan(PlanOperator node) => node.Metadata.ContainsKey("Location")
        && (node.Text.Contains(" more fields", StringComparison.Ordinal) || Telling.Any(key => node.Metadata.TryGetValue(key, out var text) && PlanText.IsCut(text)));
}
