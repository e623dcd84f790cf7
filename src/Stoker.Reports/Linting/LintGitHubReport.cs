using System.Globalization;
using Stoker.Findings;
using Stoker.PySpark.Linting;

namespace Stoker.Reports.Linting;

/// <summary>Findings of lint as annotations of GitHub Actions. Only ten of a level are shown a step, so that the worst come first and a total last.</summary>
public static class LintGitHubReport
{
    /// <summary>Writes the report.</summary>
    public static void Write(LintResult result, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        foreach (var finding in result.Findings.OrderByDescending(finding => finding.Finding.Cost?.CoreSeconds.Expected ?? 0).ThenByDescending(finding => finding.Finding.Severity))
        {
            var place = LintMessages.PlaceOf(finding);
            var column = place.Cell is null && place.Line == place.EndLine ? string.Create(CultureInfo.InvariantCulture, $",col={place.Column},endColumn={place.EndColumn}") : "";
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"::{LevelOf(finding.Finding.Severity)} file={Property(place.File)},line={place.Line},endLine={place.EndLine}{column},title={Property($"{finding.Rule.Id} {finding.Rule.Name}")}::{Data($"{LintMessages.Message(finding)}. {finding.Rule.Advice}.")}"));
        }

        foreach (var issue in result.Issues)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"::warning file={Property(issue.File)},line={issue.Line ?? 1},title={LintMessages.Name(issue.Kind)}::{Data(issue.Message)}"));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"::notice title=stoker lint::{result.Findings.Count} {(result.Findings.Count == 1 ? "finding" : "findings")} in {result.SparkFileCount} files that use Spark"));
    }

    private static string LevelOf(Severity severity) => severity switch
    {
        Severity.Critical or Severity.Major => "error",
        Severity.Minor => "warning",
        _ => "notice",
    };

    private static string Data(string text) => text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
