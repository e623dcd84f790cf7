using System.Text.RegularExpressions;

namespace Stoker.Spark.Tests.HistoryServer.Api;

/// <summary>What differs between the answers of History Servers of two versions of Spark (design: history-server.md §1.3).</summary>
internal sealed class ServerVersion
{
    public static readonly ServerVersion Spark35 = new()
    {
        Name = "3.5.9",
        HasConcurrentCollections = false,
        HasLogSource = false,
        HasExitCode = false,
        HasQueryDetails = false,
        DefaultSqlLength = 20,
        Redaction = new("(?i)secret|password|token|access[.]?key", RegexOptions.CultureInvariant),
        HasChampMaps = false,
    };

    public static readonly ServerVersion Spark43 = new()
    {
        Name = "4.3.0",
        HasConcurrentCollections = true,
        HasLogSource = true,
        HasExitCode = true,
        HasQueryDetails = true,
        DefaultSqlLength = -1,
        Redaction = new("(?i)secret|password|token|access[.]?key|credential", RegexOptions.CultureInvariant),
        HasChampMaps = true,
    };

    /// <summary>Version of Spark.</summary>
    public required string Name { get; init; }

    /// <summary>Executor metrics <c>ConcurrentGC*</c> (4.0).</summary>
    public required bool HasConcurrentCollections { get; init; }

    /// <summary>Attempts tell which log directory they come from (4.2).</summary>
    public required bool HasLogSource { get; init; }

    /// <summary>Attempts tell the exit code (4.x).</summary>
    public required bool HasExitCode { get; init; }

    /// <summary>SQL executions tell query id, error, root execution and changed settings, plan nodes their text (4.x).</summary>
    public required bool HasQueryDetails { get; init; }

    /// <summary>Executions that <c>/sql</c> returns unless asked; all if negative (SPARK-56239).</summary>
    public required int DefaultSqlLength { get; init; }

    /// <summary>Default of <c>spark.redaction.regex</c>.</summary>
    public required Regex Redaction { get; init; }

    /// <summary>Scala 2.13 maps (CHAMP) instead of 2.12 tries.</summary>
    public required bool HasChampMaps { get; init; }
}
