using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Stoker.Findings;
using Stoker.Findings.Fingerprints;
using Stoker.Findings.Places;
using Stoker.Model;

namespace Stoker.Diagnosing;

/// <summary>
/// Names by which a finding is recognized in another run of the same job (docs/guide/configuration.md). Made of the id, the application's name and what
/// stands at the place: descriptions, call sites, operators, keys; never of Spark's numbers, which differ from run to run. Runs of digits count
/// as one, so that line numbers, dates and partition counts may change. Findings that are equal so far are numbered in the order of their places.
/// </summary>
public static partial class FindingFingerprints
{
    /// <summary>Evidence that tells work apart and stays the same from run to run.</summary>
    private static readonly string[] Telling = ["operator", "functions", "partitioning", "keys"];

    /// <summary>The fingerprint of each finding: 16 hexadecimal digits. Findings are told apart as objects.</summary>
    public static IReadOnlyDictionary<Finding, string> Of(Application application, IReadOnlyList<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(application);
        ArgumentNullException.ThrowIfNull(findings);
        var fingerprints = new Dictionary<Finding, string>(ReferenceEqualityComparer.Instance);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var finding in findings)
        {
            var identity = IdentityOf(application, finding);
            var count = counts[identity] = counts.GetValueOrDefault(identity) + 1;
            var bytes = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{identity}|{count}"));
            fingerprints[finding] = Convert.ToHexStringLower(Sha256.Of(bytes), 0, 8);
        }

        return fingerprints;
    }

    private static string IdentityOf(Application application, Finding finding)
    {
        var parts = finding.Evidence.Where(item => Telling.Contains(item.Name, StringComparer.Ordinal)).Select(item => item.Text).Prepend(PlaceOf(application, finding.Place));
        return string.Join('|', parts.Select(Normal).Prepend(Normal(application.Name)).Prepend(finding.Id));
    }

    private static string? PlaceOf(Application application, Place place) => place switch
    {
        StagePlace stage => application.FindStage(stage.Stage) is { } found
            ? $"stage {(found.Jobs.Count > 0 ? JobOf(application, found.Jobs[0]) : "")} {found.Name}"
            : "stage",
        JobPlace job => "job " + JobOf(application, job.Job),
        SqlExecutionPlace execution => "sql " + DescriptionOf(application, execution.Execution),
        PlanNodePlace node => "node " + DescriptionOf(application, node.Execution),
        CallSitePlace line => "line " + line.File,
        SettingPlace setting => setting.Key,
        ExecutorPlace => "executor",
        HostPlace => "host",
        StreamingQueryPlace => "query",
        _ => "application",
    };

    private static string JobOf(Application application, Model.Jobs.JobId id) =>
        application.FindJob(id) is { } job ? $"{job.Description} {job.Name}" : "";

    private static string DescriptionOf(Application application, Model.Sql.ExecutionId id) =>
        application.FindSqlExecution(id)?.Description ?? "";

    private static string Normal(string? text) => Digits().Replace(Folders().Replace(text ?? "", ""), "#");

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();

    /// <summary>The folders of paths, which differ between machines.</summary>
    [GeneratedRegex(@"\S*/")]
    private static partial Regex Folders();
}
