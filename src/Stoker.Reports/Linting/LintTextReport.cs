using System.Globalization;
using Stoker.Findings;
using Stoker.PySpark.Linting;
using Stoker.Reports.Quantities;
using Stoker.Reports.Terminal;

namespace Stoker.Reports.Linting;

/// <summary>Findings of lint for people: grouped by file, one line each, and a line of totals.</summary>
public static class LintTextReport
{
    /// <summary>Writes the report; colour only where the caller has seen a terminal.</summary>
    public static void Write(LintResult result, TextWriter output, bool useColor = false)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        foreach (var finding in result.Findings)
        {
            var fix = finding.Fix is null ? "" : finding.Fix.Safety == FixSafety.Safe ? " [fix]" : " [unsafe fix]";
            output.Write(Paint(LintMessages.Where(finding) + ":", "1", useColor));
            output.Write(' ');
            output.Write(Paint($"{finding.Rule.Id} {LintMessages.Name(finding.Finding.Severity)}", ColorOf(finding.Finding.Severity), useColor));
            output.Write(fix);
            output.Write(' ');
            output.WriteLine(LintMessages.Message(finding));
        }

        WriteEnd(result, output);
    }

    /// <summary>What could not be read, and the totals.</summary>
    internal static void WriteEnd(LintResult result, TextWriter output)
    {
        foreach (var issue in result.Issues)
        {
            var line = issue.Line is { } number ? string.Create(CultureInfo.InvariantCulture, $":{number}") : "";
            output.WriteLine($"{VisibleText.Of(issue.File)}{line}: {LintMessages.Name(issue.Kind)}: {VisibleText.Of(issue.Message)}");
        }

        output.WriteLine(Totals(result));
    }

    private static string Totals(LintResult result)
    {
        var bySeverity = result.Findings.GroupBy(finding => finding.Finding.Severity).OrderByDescending(group => group.Key)
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {LintMessages.Name(group.Key)}"));
        var fixable = result.Findings.Count(finding => finding.Fix?.Safety == FixSafety.Safe);
        var parts = new List<string>
        {
            result.Findings.Count == 0 ? "no findings" : string.Create(CultureInfo.InvariantCulture, $"{result.Findings.Count} {(result.Findings.Count == 1 ? "finding" : "findings")} ({string.Join(", ", bySeverity)})"),
            string.Create(CultureInfo.InvariantCulture, $"{result.SparkFileCount} of {result.FileCount} files use Spark"),
        };
        if (fixable > 0)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{fixable} fixable with --fix"));
        }

        if (result.Suppressed.Count > 0)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{result.Suppressed.Count} suppressed"));
        }

        var unread = result.Issues.Where(issue => issue.LeavesSourceUnread).Select(issue => issue.File).Distinct(StringComparer.Ordinal).Count();
        return string.Join("; ", parts) + "." + (unread > 0 ? $" {Quantity.Count(unread, "file")} could not be read, or not wholly: mend or --exclude." : "");
    }

    private static string ColorOf(Severity severity) => severity switch { Severity.Critical or Severity.Major => "31", Severity.Minor => "33", _ => "36" };

    private static string Paint(string text, string code, bool useColor) => useColor ? $"\e[{code}m{text}\e[0m" : text;
}
