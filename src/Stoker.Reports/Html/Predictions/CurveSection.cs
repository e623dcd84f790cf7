using Stoker.Reports.Html.Markup;
using Stoker.Reports.Html.Pages;
using Stoker.Reports.Html.Parts;
using Stoker.Reports.Html.Tables;
using Stoker.Reports.WhatIf;

namespace Stoker.Reports.Html.Predictions;

/// <summary>The run on other clusters: curve, what it says, table, and what it rests on.</summary>
internal static class CurveSection
{
    public static PageSection Of(Predicting.WhatIf answer) => new(
        Anchors.Curve,
        "Other clusters",
        "How long it would take on other clusters",
        [
            .. WhatIfSentences.Answers(answer).Select(sentence => new Prose(sentence, answer.Refusal is null ? "text" : "quiet")),
            answer.Runs.Count < 2 ? null : new Figure(
                new ShapeCurve(answer),
                (WhatIfSentences.IsOverCores(answer) ? "" : "Executors \u00D7 cores of each. ") + $"The band holds nine of ten runs, and is cut where it is wider than the drawing; the ring is the run as it was measured{(answer.Request.ChangesRun ? ", which the others are held against along the line from it" : "")}. Start-up and shutdown are in all times, as they were."),
            answer.Runs.Count == 0 ? null : new Fold("As a table, with what limits each shape", HtmlTable.Of(WhatIfTable.Of(answer))),
            answer.Refusal is not null ? null : new Fold("What these numbers rest on", Notes.Of(WhatIfSentences.Basis(answer))),
        ]);
}
