using Stoker.Advising;
using Stoker.Reports.Advising;
using Stoker.Reports.Html.Markup;
using Stoker.Reports.Html.Pages;
using Stoker.Reports.Html.Parts;
using Stoker.Reports.Html.Tables;

namespace Stoker.Reports.Html.Predictions;

/// <summary>What to change together, what that comes to, and what a person has to decide.</summary>
internal static class AdviceSection
{
    /// <summary>The section; null where there is nothing to change or to decide.</summary>
    public static PageSection? Of(ApplicationAdvice advice)
    {
        var plan = advice.Plan;
        if (plan.Settings.Count + plan.Code.Count + plan.Declined.Count + advice.Choices.Count == 0)
        {
            return null;
        }

        return new PageSection(
            Anchors.Advice,
            "What to change",
            "What to change together",
            [
                new Prose(AdviceLines.Summary(advice)),
                advice.Prediction is { } prediction ? new Prose(PredictionLines.Answer(prediction, "\u2192"), "big") : null,
                plan.Settings.Count == 0 ? null : new SettingList(advice),
                .. Titled("The program", AdviceLines.Code(advice)),
                .. Titled(AdviceLines.QuestionsTitle, AdviceLines.Questions(advice)),
                .. Folded("Settings for a person to decide", AdviceLines.Declined(advice)),
                .. Titled(ChoiceLines.DecideTitle, ChoiceLines.Decide(advice)),
                .. Folded(ChoiceLines.KeepTitle, ChoiceLines.Keep(advice)),
                advice.Prediction is { PredictedMs: not null } known ? new Fold("What the prediction rests on", Notes.Of(PredictionLines.Basis(known))) : null,
                AdviceLines.TableOf(plan.Sizing) is { } table ? new Fold(plan.Sizing?.IsOfDriver == true ? "Memory of the driver" : "Memory of an executor", HtmlTable.Of(table), AdviceLines.SmallerHeap(plan.Sizing) is { } smaller ? new Prose(smaller, "quiet") : null) : null,
            ]);
    }

    private static IEnumerable<IHtmlComponent> Titled(string title, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        return all.Count == 0 ? [] : [new Heading(title), Notes.Of(all)];
    }

    private static IEnumerable<IHtmlComponent> Folded(string title, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        return all.Count == 0 ? [] : [new Fold(title, Notes.Of(all))];
    }

    /// <summary>The settings as lines to copy, and why each.</summary>
    private sealed record SettingList(ApplicationAdvice Advice) : IHtmlComponent
    {
        public void Write(HtmlWriter html)
        {
            html.Write($"<pre><code>");
            foreach (var setting in Advice.Plan.Settings)
            {
                html.Write($"{setting.Key} {setting.To}\n");
            }

            html.Write($"</code></pre>\n<ul class=\"notes\">\n");
            foreach (var setting in Advice.Plan.Settings)
            {
                html.Write($"<li><code>{setting.Key}</code>: {string.Join(" ", AdviceLines.Of(setting, Advice))}</li>\n");
            }

            html.Write($"</ul>\n");
        }
    }
}
