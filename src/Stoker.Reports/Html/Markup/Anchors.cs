using System.Globalization;
using System.Text;
using Stoker.Findings;
using Stoker.Findings.Places;
using Stoker.Model.Sql;
using Stoker.Model.Stages;

namespace Stoker.Reports.Html.Markup;

/// <summary>Names of places in a page, the same for the same application, so that a link into a report goes on working in the next one.</summary>
internal static class Anchors
{
    public const string Findings = "findings";
    public const string Advice = "advice";
    public const string Curve = "other-clusters";
    public const string Timeline = "timeline";
    public const string Path = "critical-path";
    public const string Plans = "plans";
    public const string Stages = "stages";
    public const string Executors = "executors";
    public const string Streaming = "streaming";
    public const string Failures = "failures";
    public const string Settings = "settings";
    public const string Quality = "log";
    public const string Reading = "reading";

    public static string Of(StageAttemptId stage) => $"stage-{stage}";

    public static string Of(ExecutionId execution) => $"sql-{execution}";

    public static string Of(ExecutionId execution, long node) => string.Create(CultureInfo.InvariantCulture, $"sql-{execution}-node-{node}");

    public static string OfExecutor(string id) => Clean("executor-" + id);

    public static string OfSetting(string key) => Clean("setting-" + key);

    /// <summary>Id and place of a finding, such as <c>SKEW001-stage-12.0</c>.</summary>
    public static string Of(Finding finding) => Clean($"{finding.Id}-{NameOf(finding.Place)}");

    private static string NameOf(Place place) => place switch
    {
        StagePlace stage => $"stage-{stage.Stage}",
        SqlExecutionPlace execution => $"sql-{execution.Execution}",
        PlanNodePlace node => string.Create(CultureInfo.InvariantCulture, $"sql-{node.Execution}-node-{node.Node}"),
        JobPlace job => $"job-{job.Job}",
        _ => place.SortKey,
    };

    /// <summary>Only what a fragment holds without escapes; the rest becomes a dash.</summary>
    private static string Clean(string name)
    {
        var clean = new StringBuilder(name.Length);
        foreach (var letter in name)
        {
            clean.Append(char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or ':' ? letter : '-');
        }

        return clean.ToString();
    }
}
