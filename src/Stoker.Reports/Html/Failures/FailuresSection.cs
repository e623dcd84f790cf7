using Stoker.Reports.Failures;
using Stoker.Reports.Html.Markup;
using Stoker.Reports.Html.Pages;
using Stoker.Reports.Html.Parts;
using Stoker.Reports.Terminal;

namespace Stoker.Reports.Html.Failures;

/// <summary>What failed; nothing for an application in which nothing did.</summary>
internal static class FailuresSection
{
    public static PageSection? Of(FailureOverview failures) => failures.IsEmpty
        ? null
        : new PageSection(Anchors.Failures, "Failures", "Failures", new Notes([.. FailuresText.Lines(failures, Glyphs.Unicode)]));
}
