using System.Globalization;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Configuration;

/// <summary>CONF013: operators run without generated code: it is switched off, or there are more columns than it takes.</summary>
internal static class CodegenOff
{
    public const string Id = "CONF013";

    private const string Key = "spark.sql.codegen.wholeStage";
    private const string MaxFields = "spark.sql.codegen.maxFields";

    public static readonly Diagnosis Diagnosis = new(Id, "Code generation is off or lost", Rank.Configuration, Check) { Limits = [ConfigurationThresholds.CodegenMs] };

    /// <summary>Operators that always have generated code, unless their columns are too many.</summary>
    private static readonly HashSet<string> Generated = new(StringComparer.Ordinal) { "Filter", "Project", "HashAggregate", "SortMergeJoin", "BroadcastHashJoin", "ShuffledHashJoin", "Sort", "Expand", "Range" };

    private static void Check(Inspection inspection, Report report)
    {
        var least = inspection.ValueOf(Id, ConfigurationThresholds.CodegenMs);
        var off = inspection.Plans.Where(plan => plan.Execution.Jobs.Count > 0 && inspection.Settings.IsOn(Key, plan.Execution) == false).ToList();
        if (off.Sum(plan => plan.RunMs) is var offMs && offMs >= least)
        {
            var suspicion = Suspect(Key, offMs, least, off[0].Place);
            report.Add(suspicion.Advise(inspection.Settings.Change(Key, "true", "Generate code again: without it each row passes operators one call at a time.", off[0].Execution)));
        }

        var wide = inspection.Plans.Except(off).Select(plan => (Plan: plan, Node: plan.Operators.FirstOrDefault(node => IsTooWide(inspection, node)))).Where(pair => pair.Node is not null).ToList();
        if (wide.Sum(pair => pair.Plan.RunMs) is var wideMs && wideMs >= least)
        {
            var node = wide.MaxBy(pair => pair.Plan.RunMs).Node!; // Filtered above.
            var suspicion = Suspect(MaxFields, wideMs, least, node.Place).Prove("operator", node.Name, node.Place).Prove("columns", ColumnsOf(node.Text), EvidenceUnit.Count, node.Place);
            report.Add(suspicion.Advise("Select the columns that are needed before this operator, or keep them in structs.")
                .Advise(inspection.Settings.Change(MaxFields, (Math.Ceiling(ColumnsOf(node.Text) / 100.0) * 100).ToString(CultureInfo.InvariantCulture), "Allow generated code for that many columns.", node.Plan.Execution, "Methods that grow too large for the JVM's compiler run slower than without.")));
        }
    }

    private static Suspicion Suspect(string key, long runMs, double least, Place row)
    {
        var suspicion = new Suspicion(new SettingPlace(key), Confidence.Medium) { FixedSeverity = Severity.Info };
        suspicion.Doubt("what generated code would spare is not in the log").RelatedPlaces.Add(row);
        return suspicion.Prove("taskTime", runMs, EvidenceUnit.CoreMilliseconds, row, new Threshold(ConfigurationThresholds.CodegenMs.Name, Comparison.AtLeast, least));
    }

    /// <summary>Whether an operator has no generated code since its columns are too many.</summary>
    private static bool IsTooWide(Inspection inspection, PlanOperator node) =>
        Generated.Contains(node.Name) && !node.IsGenerated && ColumnsOf(node.Text) is var columns && columns > 0 && columns > (inspection.Settings.Number(MaxFields, node.Plan.Execution) ?? 100);

    /// <summary>Columns of a list that Spark cut (<c>[a#1, … 80 more fields]</c>), the largest of the text; 0 when none was cut.</summary>
    private static int ColumnsOf(string text)
    {
        const string Cut = " more fields";
        var most = 0;
        for (var at = text.IndexOf(Cut, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Cut, at + 1, StringComparison.Ordinal))
        {
            var start = at;
            while (start > 0 && char.IsAsciiDigit(text[start - 1]))
            {
                start--;
            }

            var open = text.LastIndexOf('[', start);
            if (open >= 0 && int.TryParse(text.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var more))
            {
                most = Math.Max(most, more + text.AsSpan(open, start - open).Count(", "));
            }
        }

        return most;
    }
}
