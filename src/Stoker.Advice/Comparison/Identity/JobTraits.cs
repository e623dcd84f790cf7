using System.Text.RegularExpressions;
using Stoker.Model;
using Stoker.Model.Sql;

namespace Stoker.Advice.Comparison.Identity;

/// <summary>By what one job is known from run to run: words of its name, tables and folders that it reads and writes, its columns, its files.</summary>
internal sealed partial class JobTraits
{
    /// <summary>Queries that are looked at; a job with more has shown what it is about.</summary>
    private const int MostQueries = 300;

    /// <summary>Words that name no job: those of Spark and its shells, of stages of a life, and of variants of one job.</summary>
    private static readonly HashSet<string> SilentWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "app", "application", "spark", "pyspark", "sparkshell", "pysparkshell", "shell", "sql", "job", "jobs", "main", "session", "livy", "zeppelin", "databricks", "notebook", "jupyter", "thrift", "jdbc", "odbc", "server",
        "com", "org", "run", "dev", "test", "prod", "staging", "qa", "old", "new", "before", "after", "bad", "good", "fixed", "slow", "fast", "orig", "original", "baseline", "optimized", "tuned", "copy", "final", "attempt",
        "nightly", "daily", "hourly", "weekly", "monthly", "batch", "etl", "pipeline", "process", "script", "workload", "example", "demo", "sample",
    };

    /// <summary>Names that Spark gives columns by itself.</summary>
    private static readonly HashSet<string> SilentColumns = new(StringComparer.OrdinalIgnoreCase)
    {
        "id", "value", "sum", "count", "max", "min", "avg", "first", "last", "isEmpty", "buf", "plan_id", "key", "col", "obj", "pythonUDF", "none",
    };

    /// <summary>Call sites inside Spark and the JVM, which every program has.</summary>
    private static readonly string[] SilentFiles =
        ["NativeMethodAccessorImpl", "DirectMethodHandleAccessor", "GeneratedMethodAccessor", "ThreadPoolExecutor", "FutureTask", "CompletableFuture", "PythonRDD", "SparkPlan", "AdaptiveSparkPlanExec", "Thread.java", "unknown"];

    private JobTraits()
    {
    }

    /// <summary>Words of its name that tell it from others; empty for a shell.</summary>
    public required IReadOnlySet<string> Words { get; init; }

    /// <summary>Tables and folders.</summary>
    public required IReadOnlySet<string> Tables { get; init; }

    /// <summary>Columns of its plans.</summary>
    public required IReadOnlySet<string> Columns { get; init; }

    /// <summary>Files of its program that call sites name.</summary>
    public required IReadOnlySet<string> Files { get; init; }

    public static JobTraits Of(Application application)
    {
        var (tables, columns, files) = (Names(), Names(), Names());
        foreach (var node in application.SqlExecutions.Take(MostQueries).Select(execution => execution.Plan.Root).OfType<PlanNode>().SelectMany(root => root.Descend()))
        {
            AddTables(tables, node);
            foreach (Match match in ColumnNames().Matches(node.SimpleString))
            {
                Add(columns, match.Groups["name"].Value.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'), SilentColumns, leastLength: 1);
            }
        }

        foreach (Match match in application.Stages.Select(stage => stage.Name).Concat(application.Jobs.Select(job => job.Name)).Distinct().Select(name => CallSites().Match(name)).Where(match => match.Success))
        {
            var file = match.Groups["file"].Value;
            if (!Array.Exists(SilentFiles, silent => file.Contains(silent, StringComparison.Ordinal)))
            {
                files.Add(file);
            }
        }

        return new JobTraits { Words = WordsOf(application.Name), Tables = tables, Columns = columns, Files = files };
    }

    /// <summary>Words of a name: letters between anything else, so that dates, numbers and versions go.</summary>
    internal static IReadOnlySet<string> WordsOf(string name)
    {
        var words = Names();
        foreach (Match match in Letters().Matches(name))
        {
            Add(words, match.Value, SilentWords);
        }

        return words;
    }

    private static void AddTables(HashSet<string> tables, PlanNode node)
    {
        foreach (Match match in Paths().Matches(node.Metadata.GetValueOrDefault("Location") ?? node.SimpleString))
        {
            // The last folder that is no partition and no number.
            var parts = match.Value.TrimEnd('/').Split('/').Where(part => !part.Contains('=', StringComparison.Ordinal) && part.Any(char.IsLetter));
            Add(tables, string.Concat((parts.LastOrDefault() ?? "").Where(letter => !char.IsAsciiDigit(letter))), SilentWords);
        }

        if (ScannedTables().Match(node.Name) is { Success: true } scanned)
        {
            Add(tables, scanned.Groups["table"].Value, SilentWords);
        }
    }

    private static void Add(HashSet<string> names, string name, HashSet<string> silent, int leastLength = 2)
    {
        if (name.Length >= leastLength && name[0] != '_' && !silent.Contains(name))
        {
            names.Add(name);
        }
    }

    private static HashSet<string> Names() => new(StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Letters();

    [GeneratedRegex(@"(?<name>[A-Za-z_][A-Za-z0-9_]*)#\d+", RegexOptions.ExplicitCapture)]
    private static partial Regex ColumnNames();

    /// <summary>Addresses with a scheme: <c>file:/a/b</c>, <c>s3a://bucket/a</c>.</summary>
    [GeneratedRegex(@"\b[a-z][a-z0-9+.-]*:/+[^\s,\]\[()]+")]
    private static partial Regex Paths();

    /// <summary>A scan names its table behind its format: <c>Scan parquet spark_catalog.default.orders</c>, <c>BatchScan lake.db.orders</c>.</summary>
    [GeneratedRegex(@"^(Scan \w+|BatchScan|Scan hive|Scan JDBCRelation)\s*\(?(?<table>[\w.`-]*\.[\w`-]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex ScannedTables();

    [GeneratedRegex(@" at (.*[/\\])?(?<file>[^/\\:\s]+)(:\d+)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex CallSites();
}
