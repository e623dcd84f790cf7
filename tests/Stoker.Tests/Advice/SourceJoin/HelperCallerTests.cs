using Stoker.Advice.SourceJoin;
using Stoker.Findings.Tracing;
using Stoker.Model.Jobs;
using Stoker.PySpark.Linting;
using Stoker.PySpark.Reading;
using Stoker.Tests.PySpark;

namespace Stoker.Tests.Advice.SourceJoin;

/// <summary>One line that writes for many callers is an action of each: what it took belongs to the lines of the caller whose frame the plan shows.</summary>
public sealed class HelperCallerTests
{
    private const string Sink = "def sink(df):\n    df.write.format('noop').mode('overwrite').save()\n\ndef rows(df):\n    return df.collect()\n";

    private const string Jobs = """
        from pyspark.sql import SparkSession, functions as F
        from sink import sink, rows
        spark = SparkSession.builder.getOrCreate()
        def scores():
            sink(spark.table('orders').groupBy('customer').agg(F.sum('amount')))
        def windows():
            spark.sparkContext.setJobDescription('windows of the day')
            sink(spark.table('events').withColumn('device', F.upper('device')))
        def lists():
            a = rows(spark.table('parcels').select('weight'))
            b = rows(spark.table('letters').select('stamp'))
        """;

    [PythonFact]
    public void AHelper_IsAnActionForEachCaller()
    {
        var saves = Actions().Where(action => action.Method == "save").ToList();

        Assert.Equal([(5, "scores"), (8, "windows")], saves.Select(action => (action.Caller?.Line ?? 0, action.Caller?.Symbol ?? "")));
        Assert.All(saves, action => Assert.Equal(("sink.py", 2), (action.File, action.Line)));
        Assert.Contains("customer", saves[0].Words);
        Assert.DoesNotContain("customer", saves[1].Words);
        Assert.Equal(["windows of the day"], saves[1].Labels);
    }

    [PythonFact]
    public void Work_IsJoinedWithTheCaller_WhoseColumnsThePlanHas()
    {
        var actions = Actions();
        var joined = new ActionMatcher(actions).Match(Work("save", [], "orders", "customer", "amount", "sum"));

        Assert.Equal(JoinBasis.PlanShape, joined?.Basis);
        Assert.Equal("scores", actions[Assert.Single(joined?.Actions ?? [])].Caller?.Symbol);
    }

    [PythonFact]
    public void ALineOfAHelperInTheLog_IsOfOneCaller_OrSaidNotToBe()
    {
        var actions = Actions();
        var matcher = new ActionMatcher(actions);
        LoggedCallSite[] line = [new("collect", "/opt/job/sink.py", 5)];

        var letters = matcher.Match(Work("collect", line, "letters", "stamp"));
        var unknown = matcher.Match(Work("collect", line));

        Assert.Equal((JoinBasis.CallSite, 11), (letters?.Basis, actions[Assert.Single(letters?.Actions ?? [])].Caller?.Line));
        Assert.Equal(JoinBasis.Ambiguous, unknown?.Basis);
        Assert.Equal(2, unknown?.Actions.Count);
    }

    [PythonFact]
    public void AStreamingQuery_IsTheCallThatStartsIt()
    {
        const string Text = "from pyspark.sql import SparkSession\nspark = SparkSession.builder.getOrCreate()\nstream = spark.readStream.format('rate').load()\nquery = stream.groupBy('value').count().writeStream.format('noop').start()\n";
        var actions = new PySparkLinter(new LintSettings { Traces = true }).Lint([PythonSource.FromText(Text, "stream.py")], TestContext.Current.CancellationToken).Actions;

        var joined = new ActionMatcher(actions).Match(Work("start", [], "rate", "value", "count"));

        Assert.Equal(JoinBasis.OnlyCall, joined?.Basis);
        Assert.Equal(4, actions[Assert.Single(joined?.Actions ?? [])].Line);
    }

    private static IReadOnlyList<SourceAction> Actions() =>
        new PySparkLinter(new LintSettings { Traces = true }).Lint([PythonSource.FromText(Jobs, "jobs.py"), PythonSource.FromText(Sink, "sink.py")], TestContext.Current.CancellationToken).Actions;

    private static RunWork Work(string method, IReadOnlyList<LoggedCallSite> sites, params string[] words) => new()
    {
        Executions = [],
        Jobs = [new JobId(0)],
        Stages = [],
        Method = method,
        CallSites = sites,
        Labels = [],
        Words = words.ToHashSet(StringComparer.Ordinal),
    };
}
