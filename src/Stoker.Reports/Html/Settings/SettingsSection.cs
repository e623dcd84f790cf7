using System.Text.RegularExpressions;
using Stoker.Model;
using Stoker.Reports.Html.Markup;
using Stoker.Reports.Html.Pages;
using Stoker.Reports.Html.Parts;
using Stoker.Reports.Html.Tables;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Html.Settings;

/// <summary>Spark properties that someone set, without those that Spark itself adds to every application.</summary>
internal static partial class SettingsSection
{
    private const int MostSettings = 200;
    private const int LongestValue = 600;

    /// <summary>Written by Spark at each start, or by its launchers: who reads them learns nothing of what was chosen.</summary>
    private static readonly string[] OwnKeys =
    [
        "spark.app.id", "spark.app.startTime", "spark.app.submitTime", "spark.app.initial.jar.urls", "spark.app.initial.file.urls", "spark.driver.host", "spark.driver.port",
        "spark.driver.appUIAddress", "spark.executor.id", "spark.rdd.compress", "spark.repl.class.uri", "spark.repl.class.outputDir", "spark.sql.warehouse.dir", "spark.submit.pyFiles",
        "spark.ui.showConsoleProgress", "spark.yarn.app.id", "spark.yarn.app.container.log.dir", "spark.serializer.objectStreamReset", "spark.driver.extraJavaOptions",
        "spark.executor.extraJavaOptions", "spark.hadoop.fs.s3a.vectored.read.min.seek.size", "spark.hadoop.fs.s3a.vectored.read.max.merged.size", "spark.sql.artifact.isolation.enabled",
    ];

    public static PageSection? Of(Application application)
    {
        if (!application.Settings.IsKnown)
        {
            return null;
        }

        var set = Chosen(application).ToList();
        var anchored = new HashSet<string>(StringComparer.Ordinal);
        var table = new HtmlTable(new HtmlColumn("setting", ColumnKind.Text), new HtmlColumn("value", ColumnKind.Text));
        foreach (var (key, value) in set.Take(MostSettings))
        {
            var anchor = Anchors.OfSetting(key);
            table.Add(anchored.Add(anchor) ? anchor : null, Words.Cut(key, LongestValue), ShownValue(key, value));
        }

        var changes = new HtmlTable(new HtmlColumn("setting", ColumnKind.Text), new HtmlColumn("value", ColumnKind.Text), new HtmlColumn("SQL executions"));
        foreach (var change in ChangesOf(application).Take(MostSettings))
        {
            changes.Add(null, Words.Cut(change.Key, LongestValue), ShownValue(change.Key, change.Value), new HtmlCell(Quantity.Count(change.Count), change.Count));
        }

        return new PageSection(
            Anchors.Settings,
            "Settings",
            "Settings",
            new Prose("What was set when the application started; all else has the default of its version. Values of keys that name secrets are not shown."),
            table.RowCount > 0 ? table : new Prose("Nothing was set.", "quiet"),
            set.Count > MostSettings ? new Prose($"{Quantity.Count(set.Count - MostSettings, "more setting")} not shown.", "quiet") : null,
            changes.RowCount > 0 ? new Heading("Changed while it ran") : null,
            changes.RowCount > 0 ? changes : null);
    }

    /// <summary>Anchors of settings that the section has.</summary>
    public static IEnumerable<string> Targets(Application application) => Chosen(application).Take(MostSettings).Select(pair => Anchors.OfSetting(pair.Key));

    private static IEnumerable<KeyValuePair<string, string>> Chosen(Application application) => application.Settings.Spark.Where(pair => !IsOwn(pair));

    private static IEnumerable<(string Key, string Value, int Count)> ChangesOf(Application application) => application.SqlExecutions
        .SelectMany(execution => execution.ModifiedConfigs)
        .Where(pair => application.Settings.Find(pair.Key)?.Value != pair.Value && !IsOwn(pair))
        .GroupBy(pair => (pair.Key, pair.Value))
        .Select(group => (group.Key.Key, group.Key.Value, group.Count()))
        .OrderBy(change => change.Key, StringComparer.Ordinal).ThenBy(change => change.Value, StringComparer.Ordinal);

    /// <summary>Java options are Spark's own when they only open modules, as it needs for newer versions of Java.</summary>
    private static bool IsOwn(KeyValuePair<string, string> pair) => Array.IndexOf(OwnKeys, pair.Key) >= 0
        && (!pair.Key.EndsWith("JavaOptions", StringComparison.Ordinal) || pair.Value.Contains("--add-opens", StringComparison.Ordinal));

    private static string ShownValue(string key, string value) => Secret().IsMatch(key) ? "(not shown)" : Words.Cut(value, LongestValue);

    /// <summary>The words that Spark itself takes for secrets (<c>spark.redaction.regex</c>), and two more that clouds use.</summary>
    [GeneratedRegex("secret|password|token|access[.]?key|credential|sas[.]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Secret();
}
