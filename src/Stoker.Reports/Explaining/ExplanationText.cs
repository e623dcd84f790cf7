using System.Globalization;
using System.Text;
using Stoker.Diagnoses;
using Stoker.Explaining;
using Stoker.Model.Units;
using Stoker.Reports.Quantities;
using Stoker.Reports.Tables;
using Stoker.Reports.Terminal;

namespace Stoker.Reports.Explaining;

/// <summary>What <c>stoker explain</c> prints: the page of a rule, or the list of rules.</summary>
public static class ExplanationText
{
    private const int IdWidth = 11;

    /// <summary>The page of a rule with the thresholds that can be set.</summary>
    public static string Page(ExplainedRule rule, TextStyle style)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(style);
        var output = new TextOutput(style);
        PageText.Write(output, ExplainRule.PageOf(rule));
        if (ExplainRule.ThresholdsOf(rule) is { Count: > 0 } thresholds)
        {
            output.Line();
            Wrapping.WriteItem(output, new TextLine(), $"Thresholds, for [diagnose.thresholds.{rule.Id}] of .stoker.toml", Tone.Strong);
            TableText.Write(output, TableOf(thresholds));
        }

        return output.ToString();
    }

    /// <summary>Rules under the titles of their families, in the order given.</summary>
    public static string List(IEnumerable<ExplainedRule> rules, TextStyle style)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(style);
        var output = new TextOutput(style);
        string? family = null;
        foreach (var rule in rules)
        {
            if (rule.Family != family)
            {
                output.Line(family is null ? rule.Family : "\n" + rule.Family, Tone.Strong);
                family = rule.Family;
            }

            Wrapping.WriteItem(output, new TextLine().Add("  ").Add(rule.Id, Tone.Accent).PadTo(2 + IdWidth), rule.Title);
        }

        output.Line();
        output.Line("stoker explain ID shows a page.", Tone.Quiet);
        return output.ToString();
    }

    /// <summary>The same list as Markdown.</summary>
    public static string ListMarkdown(IEnumerable<ExplainedRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var text = new StringBuilder();
        foreach (var family in rules.GroupBy(rule => rule.Family))
        {
            text.Append(text.Length == 0 ? "" : "\n").Append("## ").Append(family.Key).Append("\n\n");
            foreach (var rule in family)
            {
                text.Append("- `").Append(rule.Id).Append("` ").Append(MarkdownText.Escape(rule.Title)).Append('\n');
            }
        }

        return text.ToString();
    }

    private static Table TableOf(IReadOnlyList<DiagnosisThreshold> thresholds)
    {
        var table = new Table(new Column("name") { IsText = true }, new Column("default"), new Column(""));
        foreach (var threshold in thresholds)
        {
            table.Add(threshold.Name, threshold.Default.ToString("R", CultureInfo.InvariantCulture), Meaning(threshold));
        }

        return table;
    }

    private static string Meaning(DiagnosisThreshold threshold) => threshold.Unit switch
    {
        ThresholdUnit.Milliseconds => Quantity.Duration(new Milliseconds((long)threshold.Default)),
        ThresholdUnit.Bytes => Quantity.Size(new Bytes((long)threshold.Default)),
        ThresholdUnit.Rows => Quantity.Count((long)threshold.Default, "row"),
        ThresholdUnit.Share => Quantity.Share(threshold.Default, 1),
        _ => "",
    };
}
