using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;
using Stoker.Findings.Remedies;

namespace Stoker.Diagnoses.InputOutput;

/// <summary>IO003: text is parsed on the hot path.</summary>
internal static class TextFormat
{
    public const string Id = "IO003";

    public static readonly Diagnosis Diagnosis = new(Id, "Text format on the hot path", Rank.Plan, Check)
    {
        Limits =
        [
            InputOutputThresholds.TextBytes,
            InputOutputThresholds.TextWorkMs,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var scan in inspection.Scans.Where(scan => Scans.FormatOf(scan) is "csv" or "json" or "text" or "xml"))
        {
            // The pass that only infers a schema is IO004.
            var stage = scan.Stages[0];
            var bytes = Math.Max(scan.Total("size of files read") ?? 0, stage.InputBytes);
            var parsedMs = bytes / (Scans.FormatOf(scan) == "text" ? InputOutputThresholds.LeastCutBytesPerMs : InputOutputThresholds.LeastParsedBytesPerMs);
            if (InferencePass.IsInference(inspection, stage)
                || (bytes < inspection.ValueOf(Id, InputOutputThresholds.TextBytes) && Math.Min(stage.RunMs, parsedMs) < inspection.ValueOf(Id, InputOutputThresholds.TextWorkMs)))
            {
                continue;
            }

            var suspicion = new Suspicion(scan.Place, Confidence.Medium) { SameAs = Scans.SourceOf(scan) };
            suspicion.Doubt("the share of the scan that is parsing is that of other runs");
            suspicion.RelatedPlaces.Add(new StagePlace(stage.Stage.Id));
            inspection.Relate(suspicion, stage);
            suspicion.Prove("format", Scans.FormatOf(scan)).Prove("bytes", bytes, EvidenceUnit.Bytes).Prove("runTime", stage.RunMs, EvidenceUnit.CoreMilliseconds, new StagePlace(stage.Stage.Id));
            if (Scans.PathOf(scan) is { } path)
            {
                suspicion.Prove("path", path);
            }

            // What else the stage does is not parsing, and the log does not tell how much that is: a Parquet twin saved from nothing to a third, another all of it.
            // Few bytes are parsed in no time, however long the tasks took.
            var parsed = Math.Min(1, parsedMs / Math.Max(1, stage.RunMs));
            suspicion.ClaimRun(inspection.Ledger, stage, 0.5 * parsed, 0.6 * parsed, 0.9 * parsed);
            suspicion.Remains = new Estimate(0, 0.6, 1);
            suspicion.Advise(new Remedy(RemedyKind.Data, "Convert the source once to Parquet or ORC: only the columns that are used are read, without parsing."))
                .Advise("Until then give the schema explicitly and select few columns.");
            report.Add(suspicion);
        }
    }
}
