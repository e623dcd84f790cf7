using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Remedies;

namespace Stoker.Diagnoses.InputOutput;

/// <summary>IO006: a filter keeps few of many rows, and the reader of the files did not know of it or could not use it.</summary>
internal static class UnpushedFilter
{
    public const string Id = "IO006";

    public static readonly Diagnosis Diagnosis = new(Id, "Filter keeps few rows of all that is read", Rank.Plan, Check)
    {
        Limits =
        [
            InputOutputThresholds.FilteredRows,
            InputOutputThresholds.FewRowsShare,
        ],
    };

    /// <summary>Calls around a column that hide it from the statistics of the files, though the condition could be said without them.</summary>
    private static readonly string[] Hiding =
    [
        "cast(", "substring(", "substr(", "left(", "year(", "month(", "to_date(", "date_format(", "date_trunc(", "trunc(", "gettimestamp(", "upper(", "lower(", "trim(", "coalesce(", "concat(",
    ];

    /// <summary>The filter that keeps few of the rows of a scan; null when this rule has nothing to say of it.</summary>
    public static PlanOperator? FilterOf(Inspection inspection, TableScan scan) =>
        scan.Format is "parquet" or "orc" && scan.Rows is { } rows && rows >= inspection.ValueOf(Id, InputOutputThresholds.FilteredRows)
        && scan.FirstFilter() is { OutputRows: { } kept } filter && kept < inspection.ValueOf(Id, InputOutputThresholds.FewRowsShare) * rows
        && !filter.Text.Contains("pythonUDF", StringComparison.Ordinal) && !LongCondition.IsLong(inspection, filter)
        && !scan.PartitionColumns.Any(key => PlanText.Names(filter.Text, key)) // IO005.
        && CostlyCalls.In(filter.Text).Count == 0 // There the condition costs, not the reading.
            ? filter
            : null;

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var scan in TableScan.Of(inspection))
        {
            if (FilterOf(inspection, scan) is { } filter)
            {
                report.Add(Suspect(inspection, scan, filter, scan.Rows ?? 0, filter.OutputRows ?? 0));
            }
        }
    }

    private static Suspicion Suspect(Inspection inspection, TableScan scan, PlanOperator filter, long rows, long kept)
    {
        var key = $"spark.sql.{scan.Format}.filterPushdown";
        var isOff = inspection.Settings.IsOn(key, filter.Plan.Execution) == false;
        var isHidden = !scan.IsPushed && Hiding.Any(call => HidesColumn(filter.Text, call));

        // What is pushed and rules nothing out, and what no reader could use, is a matter of how the table is laid out: to know.
        var suspicion = new Suspicion(scan.Node.Place, Confidence.Medium) { MostSeverity = isOff || isHidden ? null : Severity.Info };
        suspicion.Doubt("how much of the files the filter could skip depends on how their rows are sorted");
        suspicion.RelatedPlaces.AddRange(scan.Places);
        suspicion.RelatedPlaces.Add(filter.Place);
        var limit = inspection.ValueOf(Id, InputOutputThresholds.FewRowsShare);
        suspicion.Prove("rowsRead", rows, EvidenceUnit.Rows)
            .Prove("rowsKept", kept, EvidenceUnit.Rows, filter.Place)
            .Prove("keptShare", kept / (double)rows, EvidenceUnit.Ratio, filter.Place, new Threshold(InputOutputThresholds.FewRowsShare.Name, Comparison.AtMost, limit))
            .Prove("condition", PlanText.Shortened(filter.Text), filter.Place)
            .Prove("pushedFilters", PlanText.Shortened(scan.Node.Metadata.GetValueOrDefault("PushedFilters") ?? "[]"));
        var dropped = 1 - (kept / (double)rows);
        scan.ClaimRun(inspection, suspicion, dropped * 0.2, dropped * 0.5, dropped * 0.9);

        if (isOff)
        {
            suspicion.Advise(new Remedy(RemedyKind.Setting, "Let the reader skip row groups by their statistics.", null, null, scan.Format == "parquet" ? "1.2" : "1.4", new SettingChange(key, "false", "true")));
        }

        return suspicion.Advise(isHidden
                ? "Compare the column itself with a literal of its own type: a cast or function around it hides it from the statistics of the files."
                : "Say the condition on a stored column: write what it computes as a column of its own.")
            .Advise(new Remedy(RemedyKind.Data, "Sort or cluster the table by that column when writing it, so that few row groups hold the rows wanted.", "The table is read so more than once."));
    }

    /// <summary>Whether a call has a column as its argument: <c>cast(name#3 as int)</c>.</summary>
    private static bool HidesColumn(string text, string call)
    {
        for (var at = text.IndexOf(call, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(call, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = text.AsSpan(at + call.Length).IndexOfAny(' ', ',', ')');
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && end > 0 && text.AsSpan(at + call.Length, end).Contains('#'))
            {
                return true;
            }
        }

        return false;
    }
}
