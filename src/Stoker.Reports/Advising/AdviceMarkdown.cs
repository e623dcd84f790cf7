using Stoker.Reports.Headers;
using System.Text;
using Stoker.Advising;
using Stoker.Reports.Tables;

namespace Stoker.Reports.Advising;

/// <summary>Advice for an issue, a pull request or a wiki.</summary>
public static class AdviceMarkdown
{
    /// <summary>Writes the advice.</summary>
    public static string Write(ApplicationAdvice advice)
    {
        ArgumentNullException.ThrowIfNull(advice);
        var plan = advice.Plan;
        var text = new StringBuilder("## Advice for ").Append(MarkdownText.Escape(ApplicationHeader.TitleOf(advice.Analysis.Application.Name))).Append("\n\n**").Append(MarkdownText.Escape(AdviceLines.Summary(advice))).Append("**\n");
        if (advice.Prediction is { } prediction)
        {
            text.Append("\n**").Append(MarkdownText.Escape(PredictionLines.Answer(prediction, "\u2192"))).Append("**\n");
            foreach (var line in PredictionLines.Basis(prediction))
            {
                text.Append(MarkdownText.Escape(line)).Append('\n');
            }
        }

        if (plan.Settings.Count > 0)
        {
            text.Append("\n### Settings, all together\n\n```properties\n");
            foreach (var setting in plan.Settings)
            {
                text.Append(setting.Key).Append(' ').Append(setting.To).Append('\n');
            }

            text.Append("```\n\n");
            foreach (var setting in plan.Settings)
            {
                text.Append("- `").Append(setting.Key).Append("`: ").AppendJoin(' ', AdviceLines.Of(setting, advice).Select(MarkdownText.Escape)).Append('\n');
            }
        }

        Items(text, "The program", AdviceLines.Code(advice));
        Items(text, AdviceLines.QuestionsTitle, AdviceLines.Questions(advice));
        Items(text, "For a person to decide", AdviceLines.Declined(advice));
        Items(text, ChoiceLines.DecideTitle, ChoiceLines.Decide(advice));
        Items(text, ChoiceLines.KeepTitle, ChoiceLines.Keep(advice));
        if (AdviceLines.TableOf(plan.Sizing) is { } table)
        {
            text.Append("\n### Memory\n\n");
            TableMarkdown.Write(text, table);
            if (AdviceLines.SmallerHeap(plan.Sizing) is { } smaller)
            {
                text.Append('\n').Append(MarkdownText.Escape(smaller)).Append('\n');
            }
        }

        Items(text, "To learn more from the next run", plan.Observations);
        return text.ToString();
    }

    private static void Items(StringBuilder text, string title, IEnumerable<string> lines)
    {
        var first = true;
        foreach (var line in lines)
        {
            text.Append(first ? $"\n### {title}\n\n" : "").Append("- ").Append(MarkdownText.Escape(line)).Append('\n');
            first = false;
        }
    }
}
