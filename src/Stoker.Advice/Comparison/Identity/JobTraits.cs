using System.Globalization;
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

    /// <summary>Names of folders that say what lies in them, and not of whom: the folder above has the name.</summary>
    private static readonly HashSet<string> SilentFolders = new(StringComparer.OrdinalIgnoreCase)
    {
        "result", "results", "output", "outputs", "out", "data", "tmp", "temp", "table", "tables", "file", "files", "parquet", "csv", "json", "orc", "avro", "delta", "text", "bad", "good", "fixed", "old", "new", "before", "after", "current", "latest", "v",
    };

    private JobTraits()
    {
    }

    /// <summary>Words of its name that tell it from others; empty for a shell.</summary>
    public required IReadOnlySet<string> Words { get; init; }

    /// <summary>Small numbers of its name, with what they are glued to: <c>q6</c>, <c>7</c>. Dates, times and versions are left out.</summary>
    public required IReadOnlySet<string> Ordinals { get; init; }

    /// <summary>Tables and folders.</summary>
    public required IReadOnlySet<string> Tables { get; init; }

    /// <summary>Columns of its plans.</summary>
    public required IReadOnlySet<string> Columns { get; init; }

    /// <summary>Columns of each table that it writes to files: a remedy leaves them as they are.</summary>
    public required IReadOnlyList<IReadOnlySet<string>> Written { get; init; }

    /// <summary>Numbers that the program wrote into its plans: bounds, divisors, limits. Those that many programs have are left out.</summary>
    public required IReadOnlySet<string> Numbers { get; init; }

    /// <summary>Constants of its formulas with what they are used for.</summary>
    public required IReadOnlySet<string> Constants { get; init; }

    /// <summary>Functions of its own that rows go to Python for.</summary>
    public required IReadOnlySet<string> Functions { get; init; }

    /// <summary>Files of its program that call sites name, and the script or class that was submitted.</summary>
    public required ProgramSites Sites { get; init; }

    public static JobTraits Of(Application application)
    {
        var (tables, columns, numbers, constants, functions) = (Names(), Names(), Names(), Names(), Names());
        var written = new List<IReadOnlySet<string>>();
        foreach (var node in application.SqlExecutions.Take(MostQueries).Select(execution => execution.Plan.Root).OfType<PlanNode>().SelectMany(root => root.Descend()))
        {
            AddTables(tables, node);
            AddWritten(written, node);
            AddNumbers(numbers, node);
            PlanConstants.Add(constants, node);
            PlanConstants.AddFunctions(functions, node);
            foreach (Match match in ColumnNames().Matches(node.SimpleString))
            {
                Add(columns, match.Groups["name"].Value.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'), SilentColumns, leastLength: 1);
            }
        }

        // textFile and its like name an RDD by what it reads; other names with folders are texts of plans.
        foreach (var path in application.Stages.SelectMany(stage => stage.Rdds).Select(rdd => rdd.Name).Where(name => name.Contains('/', StringComparison.Ordinal) && !name.Contains(' ', StringComparison.Ordinal)).Distinct().SelectMany(name => name.Split(',')))
        {
            AddFolder(tables, path);
        }

        // One column of one letter is in every other program.
        return new JobTraits
        {
            Words = WordsOf(application.Name),
            Ordinals = OrdinalsOf(application.Name),
            Tables = tables,
            Columns = columns.Count == 1 && columns.First().Length == 1 ? Names() : columns,
            Written = written,
            Numbers = numbers,
            Constants = constants,
            Functions = functions,
            Sites = ProgramSites.Of(application, MostQueries),
        };
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

    /// <summary>Small numbers of a name that stand alone or behind letters; what has several in a row is a date, a time or a version.</summary>
    internal static IReadOnlySet<string> OrdinalsOf(string name) => SmallNumbers().Matches(name).Select(match => match.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The last list of a command that writes files is of the columns of the query (InsertIntoHadoopFsRelationCommand.scala, InsertIntoHiveTable.scala).</summary>
    private static void AddWritten(List<IReadOnlySet<string>> written, PlanNode node)
    {
        if (!node.Name.StartsWith("Execute InsertInto", StringComparison.Ordinal) || WrittenColumns().Match(node.SimpleString) is not { Success: true } list)
        {
            return;
        }

        var columns = list.Groups["columns"].Value.Split(", ").Where(column => !column.StartsWith("...", StringComparison.Ordinal)).Select(column => column.Split('#')[0]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (!written.Exists(columns.SetEquals))
        {
            written.Add(columns);
        }
    }

    /// <summary>Numbers of an exchange are settings, round ones are of nobody in particular, and so are powers of two.</summary>
    private static void AddNumbers(HashSet<string> numbers, PlanNode node)
    {
        if (node.Name.Contains("Exchange", StringComparison.Ordinal))
        {
            return;
        }

        foreach (Match match in OwnNumbers().Matches(node.SimpleString))
        {
            if (match.Value.TrimEnd('0').Length > 1 && long.Parse(match.Value, CultureInfo.InvariantCulture) is var number && !long.IsPow2(number))
            {
                numbers.Add(match.Value);
            }
        }
    }

    private static void AddTables(HashSet<string> tables, PlanNode node)
    {
        foreach (Match match in Paths().Matches(node.Metadata.GetValueOrDefault("Location") ?? node.SimpleString))
        {
            AddFolder(tables, match.Value);
        }

        if (ScannedTables().Match(node.Name) is { Success: true } scanned)
        {
            Add(tables, scanned.Groups["table"].Value, SilentWords);
        }
    }

    /// <summary>The last folder that is no partition, no number, no file that Spark wrote, and says of whom it is.</summary>
    private static void AddFolder(HashSet<string> tables, string path)
    {
        var parts = path.TrimEnd('/').Split('/').Where(part => !part.Contains('=', StringComparison.Ordinal) && !part.StartsWith("part-", StringComparison.Ordinal) && part.Any(char.IsLetter))
            .Select(part => string.Concat(part.Where(letter => !char.IsAsciiDigit(letter))).Trim('-', '_', '.'));
        Add(tables, parts.LastOrDefault(part => part.Length > 0 && !SilentFolders.Contains(part)) ?? "", SilentWords);
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

    [GeneratedRegex(@"(?<![\p{L}\d])(?<!\d[-_.: /T]*)(?!v\d)\p{L}*\d{1,2}(?![\p{L}\d])(?![-_.: /T]*\d)")]
    private static partial Regex SmallNumbers();

    [GeneratedRegex(@"(?<name>[A-Za-z_][A-Za-z0-9_]*)#\d+", RegexOptions.ExplicitCapture)]
    private static partial Regex ColumnNames();

    [GeneratedRegex(@"\[(?<columns>[^\[\]]+)\]$", RegexOptions.ExplicitCapture)]
    private static partial Regex WrittenColumns();

    /// <summary>Addresses with a scheme: <c>file:/a/b</c>, <c>s3a://bucket/a</c>.</summary>
    [GeneratedRegex(@"\b[a-z][a-z0-9+.-]*:/+[^\s,\]\[()]+")]
    private static partial Regex Paths();

    /// <summary>A scan names its table behind its format: <c>Scan parquet spark_catalog.default.orders</c>, <c>BatchScan lake.db.orders</c>.</summary>
    [GeneratedRegex(@"^(Scan \w+|BatchScan|Scan hive|Scan JDBCRelation)\s*\(?(?<table>[\w.`-]*\.[\w`-]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex ScannedTables();

    /// <summary>Whole numbers of three digits and more that are no id, no part of a name, a date, a time, a path or a fraction, and no year.</summary>
    [GeneratedRegex(@"(?<![\w#.@:/=$+-])(?!(19|20)\d\d\b)\d{3,15}(?![\w.:/-])", RegexOptions.ExplicitCapture)]
    private static partial Regex OwnNumbers();
}
