using Stoker.Findings.Tracing;
using Stoker.PySpark.Closures;
using Stoker.PySpark.Reading;

namespace Stoker.Tests.PySpark.Closures;

/// <summary>What source says of the functions of a call. Each program is asked at the line that has <c># here</c>.</summary>
public sealed class ClosureReaderTests
{
    private const string Head =
        """
        from pyspark.sql import SparkSession
        spark = SparkSession.builder.getOrCreate()
        sc = spark.sparkContext
        table = {i: "v%d" % i for i in range(400_000)}
        shared = sc.broadcast(table)

        """;

    [PythonTheory]
    [InlineData("sc.range(64).map(lambda i: table[i]).count()  # here", "count", ClosureAnswer.Captures)]
    [InlineData("sc.range(64).map(lambda i: shared.value[i]).count()  # here", "count", ClosureAnswer.ReadsBroadcast)]
    [InlineData("sc.range(64).map(lambda i: i + 1).count()  # here", "count", ClosureAnswer.CapturesNothing)]
    [InlineData("few = {i % 7: i for i in range(400_000)}\nsc.range(64).map(lambda i: few[i]).count()  # here", "count", ClosureAnswer.Unknown)] // Keys fall together.
    [InlineData("few = set(i // 100_000 for i in range(400_000))\nsc.range(64).map(lambda i: i in few).count()  # here", "count", ClosureAnswer.Unknown)]
    [InlineData("few = {}\nfor i in range(400_000):\n    few[i % 3] = i\nsc.range(64).map(lambda i: few[i]).count()  # here", "count", ClosureAnswer.Unknown)]
    [InlineData("many = {}\nfor i in range(400_000):\n    many[i] = i\nsc.range(64).map(lambda i: many[i]).count()  # here", "count", ClosureAnswer.Captures)]
    [InlineData("sc.range(64).map(lambda i: i + 1).count()  # here", "collect", ClosureAnswer.Unknown)] // The line holds no such call: another program.
    [InlineData("rdd = sc.range(64).map(lambda i: table[i])\nkept = rdd.filter(lambda v: len(v) > 3)\nprint(kept.count())  # here", "count", ClosureAnswer.Captures)]
    [InlineData("def work(rows, words):\n    yield sum(len(words[i]) for i in rows)\nsc.range(64).mapPartitions(lambda rows: work(rows, table)).sum()  # here", "sum", ClosureAnswer.Captures)]
    [InlineData("def build(factor):\n    return sc.range(64).map(lambda i: table[i])\nbuild(2).count()  # here", "count", ClosureAnswer.Captures)]
    [InlineData("def report(rdd):\n    return rdd.count()  # here\nreport(sc.range(64).map(lambda i: table[i]))", "count", ClosureAnswer.Captures)]
    [InlineData("def report(rdd):\n    return rdd.count()  # here", "count", ClosureAnswer.Unknown)]
    [InlineData("(sc.range(64)\n    .map(lambda i: table[i])\n    .filter(lambda v: v)\n    .count())  # here", "count", ClosureAnswer.Captures)]
    [InlineData("sc.range(64).map(lambda i: (table[i], 1)).reduceByKey(lambda a, b: a + b).count()  # here", "reduceByKey", ClosureAnswer.Captures)]
    [InlineData("sc.range(64).map(lambda i: (table[i], 1)).reduceByKey(lambda a, b: a + b).count()  # here", "count", ClosureAnswer.CapturesNothing)] // Behind the shuffle.
    [InlineData("import sys\nrdd = sc.range(64).map(lambda i: table[i]) if len(sys.argv) > 1 else sc.range(64).map(lambda i: shared.value[i])\nrdd.count()  # here", "count", ClosureAnswer.TwoWays)]
    [InlineData("import sys\nif len(sys.argv) > 1:\n    rdd = sc.range(64).map(lambda i: table[i])\nelse:\n    rdd = sc.range(64)\nrdd.count()  # here", "count", ClosureAnswer.TwoWays)]
    [InlineData("kept = sc.range(64).map(lambda i: table[i]).cache()\nkept.count()\nkept.map(lambda v: v).sum()  # here", "sum", ClosureAnswer.TwoWays)] // The cache may have it.
    [InlineData("from lookups import words\nsc.range(64).map(lambda i: words[i]).count()  # here", "count", ClosureAnswer.Unknown)]
    [InlineData("from lookups import clean\nsc.range(64).map(clean).count()  # here", "count", ClosureAnswer.CapturesNothing)] // It travels by name.
    [InlineData("words = {}\nfill(words)\nwords['a'] = 1\nsc.range(64).map(lambda i: words.get(i)).count()  # here", "count", ClosureAnswer.Unknown)]
    [InlineData("class Job:\n    def run(self):\n        return sc.range(64).map(lambda i: self.words[i]).count()  # here", "count", ClosureAnswer.Unknown)]
    public void At_Call_AnswersForTheStageThatSparkNamesAfterIt(string program, string method, ClosureAnswer expected) => Assert.Equal(expected, Ask(program, method).Answer);

    [PythonFact]
    public void At_Captured_NamesTheVariableAndWhereItIsBound()
    {
        var testimony = Ask("words = table\nsc.range(64).map(lambda i: words[i]).count()  # here", "count");

        Assert.Equal(("words", 400_000L, "{i: \"v%d\" % i for i in range(400_000)}"), (testimony.Name, testimony.Entries, testimony.MadeBy));
        Assert.Equal(("job.py", 6), (testimony.BoundAt?.File, testimony.BoundAt?.Line)); // Behind the five lines of the head.
    }

    [PythonFact]
    public void At_NestedComprehension_CountsTheProduct() =>
        Assert.Equal(720_000, Ask("model = [[i * j / 7.0 for j in range(60)] for i in range(12_000)]\nsc.range(64).map(lambda i: model[i]).sum()  # here", "sum").Entries);

    [Fact]
    public void TryOpen_NoPython_IsAbsent() => Assert.Null(ClosureReader.TryOpen(PythonSource.FromText("x = 1"), "no-such-python", TestContext.Current.CancellationToken));

    private static ClosureTestimony Ask(string program, string method)
    {
        var text = Head + program.Replace("\r", "", StringComparison.Ordinal);
        var line = text.Split('\n').ToList().FindIndex(each => each.EndsWith("# here", StringComparison.Ordinal)) + 1;
        var reader = ClosureReader.TryOpen(PythonSource.FromText(text), cancellation: TestContext.Current.CancellationToken);
        Assert.NotNull(reader);
        return reader.At(method, line);
    }
}
