using Stoker.Advising;
using Stoker.Reports.Headers;
using Stoker.Reports.Quantities;
using Stoker.Reports.Tables;
using Stoker.Reports.Terminal;

namespace Stoker.Reports.Advising;

/// <summary>Advice for a terminal, a pipe or a ticket.</summary>
public static class AdviceText
{
    private const int Indent = 4;

    /// <summary>Writes the advice.</summary>
    public static string Write(ApplicationAdvice advice, TextStyle style, Clock clock)
    {
        ArgumentNullException.ThrowIfNull(advice);
        ArgumentNullException.ThrowIfNull(style);
        ArgumentNullException.ThrowIfNull(clock);
        var output = new TextOutput(style);
        var plan = advice.Plan;
        HeaderText.Write(output, ApplicationHeader.Of(advice.Analysis.Application), clock);
        output.Line();
        Wrapping.WriteItem(output, new TextLine(), AdviceLines.Summary(advice), Tone.Strong);
        if (advice.Prediction is { } prediction)
        {
            Wrapping.WriteItem(output, new TextLine(), PredictionLines.Answer(prediction, Comparison.ComparisonText.Arrow(style)), Tone.Strong);
            foreach (var line in PredictionLines.Basis(prediction))
            {
                Wrapping.WriteItem(output, new TextLine().Add("  "), CellWidth.Clean(line), Tone.Quiet);
            }
        }

        if (plan.Settings.Count > 0)
        {
            Title(output, "Settings, all together");
            foreach (var setting in plan.Settings)
            {
                output.Line(new TextLine().Add("  ").Add($"{setting.Key}={setting.To}", Tone.Accent));
                foreach (var line in AdviceLines.Of(setting, advice))
                {
                    Wrapping.WriteItem(output, new TextLine().PadTo(Indent), CellWidth.Clean(line));
                }
            }
        }

        Items(output, "The program", AdviceLines.Code(advice));
        Items(output, AdviceLines.QuestionsTitle, AdviceLines.Questions(advice));
        Items(output, "For a person to decide", AdviceLines.Declined(advice));
        Items(output, ChoiceLines.DecideTitle, ChoiceLines.Decide(advice));
        Items(output, ChoiceLines.KeepTitle, ChoiceLines.Keep(advice));
        if (AdviceLines.TableOf(plan.Sizing) is { } table)
        {
            output.Line();
            TableText.Write(output, table);
            if (AdviceLines.SmallerHeap(plan.Sizing) is { } smaller)
            {
                Wrapping.WriteItem(output, new TextLine().Add("  "), smaller);
            }
        }

        Items(output, "To learn more from the next run", plan.Observations);
        if (plan.Settings.Count > 0)
        {
            output.Line();
            Wrapping.WriteItem(output, new TextLine(), "Settings that the program sets itself win over files and options. --write conf, submit, kubernetes, emr or databricks writes these.", Tone.Quiet);
        }

        return output.ToString();
    }

    private static void Title(TextOutput output, string title)
    {
        output.Line();
        output.Line(title, Tone.Strong);
    }

    private static void Items(TextOutput output, string title, IEnumerable<string> lines)
    {
        var first = true;
        foreach (var line in lines)
        {
            if (first)
            {
                Title(output, title);
                first = false;
            }

            Wrapping.WriteItem(output, new TextLine().Add("  - "), CellWidth.Clean(line));
        }
    }
}
