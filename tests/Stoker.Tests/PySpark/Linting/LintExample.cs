using Stoker.Findings;
using Stoker.PySpark.Linting;
using Stoker.PySpark.Reading;

namespace Stoker.Tests.PySpark.Linting;

/// <summary>One case of <c>Examples/PYnnn.txt</c>: a line <c># fires</c> or <c># silent: why</c> (options in brackets), code, and for a fix <c># fixed</c> and the code after it.</summary>
public sealed record LintExample(string Rule, string Title, bool Fires, string Code, string? Fixed, string Options)
{
    /// <summary>What every example may use.</summary>
    private const string Preamble =
        """
        from functools import reduce
        import pyspark.sql.functions as F
        from pyspark.sql import SparkSession, DataFrame, Window
        spark = SparkSession.builder.appName("example").getOrCreate()
        sc = spark.sparkContext
        df = spark.read.parquet("df")
        orders = spark.read.parquet("orders")
        events = spark.table("events")
        a = spark.table("a")
        b = spark.table("b")
        e = spark.table("e")

        """;

    public string Source => Preamble + Code;

    public string? FixedSource => Fixed is null ? null : Preamble + Fixed;

    public static IEnumerable<LintExample> All() => Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "PySpark/Linting/Examples"), "PY*.txt").Order(StringComparer.Ordinal).SelectMany(Read);

    /// <summary>The findings in each source, which is one example before or after its fix. One run a set of options, as starting Python takes time.</summary>
    public static IReadOnlyList<(LintExample Example, string Source, IReadOnlyList<LintFinding> Findings)> Lint(IEnumerable<(LintExample Example, string Source)> sources)
    {
        var found = new List<(LintExample, string, IReadOnlyList<LintFinding>)>();
        foreach (var group in sources.GroupBy(item => item.Example.Options))
        {
            var items = group.ToList();
            var result = new PySparkLinter(SettingsOf(items[0].Example)).Lint([.. items.Select((item, i) => PythonSource.FromText(item.Source, $"example{i}.py"))], TestContext.Current.CancellationToken);
            Assert.Empty(result.Issues);
            found.AddRange(items.Select((item, i) => (item.Example, item.Source, (IReadOnlyList<LintFinding>)[.. result.Findings.Where(finding => finding.Source.Path == $"example{i}.py" && finding.Rule.Id == item.Example.Rule)])));
        }

        return found;
    }

    private static LintSettings SettingsOf(LintExample example) => new()
    {
        Select = [example.Rule, .. example.Rule == "PY000" ? ["PY001"] : Array.Empty<string>()],
        Confidence = example.Options.Contains("confidence=low", StringComparison.Ordinal) ? Confidence.Low : Confidence.Medium,
        Verbose = example.Options.Contains("verbose", StringComparison.Ordinal),
        SparkVersion = example.Options.StartsWith("spark=", StringComparison.Ordinal) ? Version.Parse(example.Options["spark=".Length..]) : null,
    };

    public override string ToString() => $"{Rule} {Title}";

    private static IEnumerable<LintExample> Read(string file)
    {
        var rule = Path.GetFileNameWithoutExtension(file);
        LintExample? open = null;
        var inFix = false;
        foreach (var line in File.ReadLines(file))
        {
            if (line.StartsWith("# fires", StringComparison.Ordinal) || line.StartsWith("# silent", StringComparison.Ordinal))
            {
                if (open is not null)
                {
                    yield return open;
                }

                var bracket = line.IndexOf('[', StringComparison.Ordinal);
                open = new LintExample(rule, line[2..], line.StartsWith("# fires", StringComparison.Ordinal), "", null, bracket < 0 ? "" : line[(bracket + 1)..].TrimEnd(']'));
                inFix = false;
            }
            else if (line == "# fixed")
            {
                inFix = true;
                open = open is null ? null : open with { Fixed = "" };
            }
            else if (open is not null)
            {
                open = inFix ? open with { Fixed = open.Fixed + line + "\n" } : open with { Code = open.Code + line + "\n" };
            }
        }

        if (open is not null)
        {
            yield return open;
        }
    }
}
