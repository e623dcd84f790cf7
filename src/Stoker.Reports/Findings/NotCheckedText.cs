using Stoker.Diagnoses;
using Stoker.Findings.NotChecked;

namespace Stoker.Reports.Findings;

/// <summary>What could not be checked, in a sentence: ids by reason, with the setting that would enable them.</summary>
internal static class NotCheckedText
{
    /// <summary>The sentence; null when everything could be checked.</summary>
    public static string? Of(IReadOnlyList<NotCheckedItem> items)
    {
        if (items.Count == 0)
        {
            return null;
        }

        var groups = items.GroupBy(item => (item.Reason, item.EnabledBy, item.Detail))
            .OrderBy(group => group.Key.EnabledBy is null).ThenBy(group => group.Key.Reason).ThenBy(group => group.Key.EnabledBy, StringComparer.Ordinal)
            .Select(group => $"{Names([.. group.Select(item => item.Id).Distinct()])} ({Why(group.Key.Reason, group.Key.Detail)}{(group.Key.EnabledBy is { } setting ? "; needs " + setting : "")})");
        return "Not checked: " + string.Join("; ", groups);
    }

    /// <summary>Ids; one alone with what it is called.</summary>
    private static string Names(List<string> ids) => ids is [var id] && DiagnosisCatalogue.Titles.FirstOrDefault(title => title.Id == id) is { } named ? $"{id} {named.Title}" : string.Join(", ", ids);

    private static string Why(NotCheckedReason reason, string? detail) => Why(reason) + (detail is null ? "" : ": " + detail);

    private static string Why(NotCheckedReason reason) => reason switch
    {
        NotCheckedReason.MetricAbsent => "the log lacks the metric",
        NotCheckedReason.VersionTooOld => "this version of Spark does not log it",
        NotCheckedReason.TooFewTasks => "too few tasks",
        NotCheckedReason.PlanTruncated => "Spark cut the plan's text",
        NotCheckedReason.LogIncomplete => "the log is incomplete",
        NotCheckedReason.VendorPlan => "operators of a vendor",
        NotCheckedReason.SourceUnread => "the program's source could not be read",
        NotCheckedReason.SourceOpen => "the program's source has ways that do it and ways that do not",
        _ => "slots unknown",
    };
}
