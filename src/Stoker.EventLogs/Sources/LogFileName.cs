using System.Text.RegularExpressions;

namespace Stoker.EventLogs.Sources;

/// <summary>
/// What the name of a file says about its place in a log. Names order files; what is in them, and how they are stored, their content tells.
/// </summary>
internal static partial class LogFileName
{
    /// <summary>Name of the file that Databricks still appends to, or appended to last.</summary>
    public const string DatabricksCurrent = "eventlog";

    /// <summary>True for the older files of a Databricks folder.</summary>
    public static bool IsDatabricksDated(string name) => DatabricksDated().IsMatch(name);

    /// <summary>True for Spark's marker file of a rolling log, which is empty.</summary>
    public static bool IsApplicationStatus(string name) => name.StartsWith("appstatus_", StringComparison.Ordinal);

    /// <summary>True for files and folders that others leave behind: checksums of Hadoop, resource forks of macOS.</summary>
    public static bool IsHidden(string name) => name.StartsWith('.') || name is "__MACOSX";

    [GeneratedRegex(@"^eventlog-\d{4}-\d{2}-\d{2}--\d{2}-\d{2}(\.\w+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex DatabricksDated();
}
