using Stoker.Findings.NotChecked;
using Stoker.Model;
using Stoker.Reports.Findings;
using Stoker.Reports.Html.Markup;
using Stoker.Reports.Html.Pages;
using Stoker.Reports.Html.Parts;
using Stoker.Reports.Html.Tables;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Html.Logs;

/// <summary>How far the log can be trusted, and what could not be checked.</summary>
internal static class LogSection
{
    private const int MostPlaces = 3;

    public static PageSection Of(IReadOnlyList<string> notes, Application application, IReadOnlyList<NotCheckedItem> notChecked) => new(
        Anchors.Quality,
        "Log",
        "About this log",
        notes.Count > 0 ? Notes.Of(notes) : new Prose($"All of it could be read: {Quantity.Count(application.Reading.Lines, "line")}, nothing missing or broken."),
        notChecked.Count > 0 ? new Heading("Not checked", "not-checked") : null,
        notChecked.Count > 0 ? new Prose("For these, the log says neither that there is a problem nor that there is none.", "quiet") : null,
        notChecked.Count > 0 ? Table(notChecked) : null);

    private static HtmlTable Table(IReadOnlyList<NotCheckedItem> items)
    {
        var table = new HtmlTable(new HtmlColumn("check", ColumnKind.Id), new HtmlColumn("where", ColumnKind.Text), new HtmlColumn("why not", ColumnKind.Text), new HtmlColumn("what would allow it", ColumnKind.Text));
        foreach (var group in items.GroupBy(item => (item.Id, item.Reason, item.EnabledBy, item.Detail)))
        {
            var places = group.Select(item => PlaceText.Of(item.Place)).ToList();
            var others = places.Count > MostPlaces ? $" and {Quantity.Count(places.Count - MostPlaces)} others" : "";
            table.Add(null, group.Key.Id, string.Join(", ", places.Take(MostPlaces)) + others, ReasonText(group.Key.Reason) + (group.Key.Detail is { } detail ? ": " + detail : ""), group.Key.EnabledBy ?? "");
        }

        return table;
    }

    private static string ReasonText(NotCheckedReason reason) => reason switch
    {
        NotCheckedReason.MetricAbsent => "the log lacks a metric",
        NotCheckedReason.VersionTooOld => "this version of Spark does not log it",
        NotCheckedReason.TooFewTasks => "too few tasks to say anything",
        NotCheckedReason.PlanTruncated => "the plan's text was cut",
        NotCheckedReason.LogIncomplete => "parts of the log are missing",
        NotCheckedReason.VendorPlan => "the plan has operators of a vendor",
        NotCheckedReason.SourceUnread => "the program's source could not be read",
        NotCheckedReason.SourceOpen => "the program's source has ways that do it and ways that do not",
        _ => "the kind of cluster is not known",
    };
}
