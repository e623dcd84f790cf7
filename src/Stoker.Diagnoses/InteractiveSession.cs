using Stoker.Model;

namespace Stoker.Diagnoses;

/// <summary>Tells applications whose pauses are a person's: the log cannot tell thinking from computing on the driver (trap T16).</summary>
internal static class InteractiveSession
{
    /// <summary>Names that the shells of Spark and its platforms give when the user gives none.</summary>
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "Spark shell", "PySparkShell", "SparkR", "Databricks Shell", "Zeppelin", "Thrift JDBC/ODBC Server", "Spark Connect server",
    };

    /// <summary>Whether an application is one.</summary>
    public static bool Is(Application application) =>
        Names.Contains(application.Name)
        || application.Name.StartsWith("SparkSQL::", StringComparison.Ordinal)
        || application.Name.StartsWith("livy-session-", StringComparison.Ordinal)
        || application.Settings.Find("spark.repl.class.outputDir") is not null
        || application.Settings.Find("spark.repl.class.uri") is not null
        || application.ClientSessions.Count > 0;
}
