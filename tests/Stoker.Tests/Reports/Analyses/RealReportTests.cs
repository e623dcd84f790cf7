using Stoker.Analyses;
using Stoker.Reports.Analyses;
using Stoker.Reports.Quantities;
using Stoker.Reports.Terminal;
using Stoker.Tests.Reports.Html;
using Stoker.Tests.Shared;

namespace Stoker.Tests.Reports.Analyses;

/// <summary>What readers of reports of real logs stumbled over.</summary>
public sealed class RealReportTests
{
    private const string Qualification = "spark-events-qualification";

    [Fact]
    public void Brief_OfASetting_SaysThatItIsToBeSet() =>
        Assert.Contains("; set spark.sql.adaptive.enabled=true", TextOf("rapids-tools", Qualification, "jdbc_eventlog.zstd"), StringComparison.Ordinal);

    [Fact]
    public void Brief_WithoutPrice_SaysWhatShowsIt() =>
        Assert.Contains("LOG008 A vendor's engine ran parts of the plans: engine RAPIDS, operators 11\n", TextOf("rapids-tools", "spark-events-profiling", "eventlog_minimal_events"), StringComparison.Ordinal);

    [Theory]
    [InlineData("python_udf_eventlog", "Findings\n  none that costs this application much\n\ncritical path")]
    [InlineData("udf_func_eventlog", "Findings\n  none that costs this application much, of what could be checked\n  Not checked: IO011 Committing output takes long (this version of Spark does not log it)")]
    public void Findings_WithoutAny_SayThatTheyWereLookedFor(string log, string expected) =>
        Assert.Contains(expected, TextOf("rapids-tools", Qualification, log), StringComparison.Ordinal);

    [Fact]
    public void WhatTheLogLacks_ComesFirst()
    {
        // Without the last 7 % of the file: what is missing is only to know, and yet all else is read from the rest.
        var path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "cut.lz4");
        var whole = File.ReadAllBytes(Repository.Path("samples", "skewed-join", "local-1795650497406.lz4"));
        File.WriteAllBytes(path, whole[..(whole.Length * 93 / 100)]);
        var analysis = Assert.Single(AnalyzeApplication.Run(new AnalysisRequest(path), cancellationToken: TestContext.Current.CancellationToken));
        var text = AnalysisText.Write(analysis, new TextStyle(160, HasColor: false, HasUnicode: true), Clock.Utc);

        Assert.Contains("Findings\n  info      LOG001 The log ends before the application did", text, StringComparison.Ordinal);
    }

    [Fact]
    public void UnfinishedLog_IsSaidOnce()
    {
        var text = TextOf("rapids-tools", Qualification, "truncated_eventlog");

        Assert.Contains("LOG001 The log ends before the application did", text, StringComparison.Ordinal);
        Assert.DoesNotContain("The log has no end of the application", text, StringComparison.Ordinal);
    }

    [Fact]
    public void SqlExecutions_ThatOnlyEncloseAnother_AreNotListed()
    {
        // Execution 0 of a micro-batch, 2.9 s and no task, encloses execution 1, 2.8 s, which did the work.
        var text = TextOf("sql-local-1596020211915");

        Assert.Contains("\n  1  streaming batch 0 ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n  0  streaming batch 0 ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Sentence_NamesTheStageOnTopOfTheTable() =>
        // Stage 5.0 has 49 % of task time and 77 s of wall time, stage 7.0 47 % and 137 s.
        Assert.Contains("stage 7.0 (WriteFiles) alone took 47 % of it.", TextOf("kubeflow", "eventlog_v2_spark-110be3a8424d4a2789cb88134418217b").Replace('\n', ' '), StringComparison.Ordinal);

    [Theory]
    [InlineData("spark2-eventlog.zstd", "Of 47.1 s, 99 % passed with the driver alone, mostly between jobs; tasks ran for 373 ms.")] // Which phase of 0.4 s was longest is beside the point.
    [InlineData("rp_sql_eventlog.zstd", "of the time in tasks, 63 % in compute; stage 3.0 (Sort > SortMergeJoin > HashAggregate) alone took 45 % of it.")]
    public void Sentence_SpeaksOfTasks_WhereTheyTookTheTime(string log, string expected) =>
        Assert.Contains(expected, TextOf("rapids-tools", "spark-events-profiling", log).Replace('\n', ' '), StringComparison.Ordinal);

    [Fact]
    public void Sentence_CutsAStageBetweenItsOperators() =>
        Assert.Contains("stage 3.0 (Scan parquet > Filter > BroadcastHashJoin > …) alone took", TextOf("rapids-tools", Qualification, "multiple_attempts", "attempt_1_eventlog.zstd").Replace('\n', ' '), StringComparison.Ordinal);

    [Fact]
    public void Path_OfStagesWhoseJobIsNotInTheLog_HasThem()
    {
        // The second file of a rolling log: no job has its start in it, and stage 2.0 runs for 66 of the 71 s.
        var text = TextOf("rapids-tools", Qualification, "eventlog_v2_local-1623876083964", "events_2_local-1623876083964.zstd");

        Assert.Contains("stage 2.0: ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("driver after the last job  1 min 11 s", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Timeline_WithInferredSlots_HasThemAsItsTop()
    {
        // The log of Spark 1.3 tells no cores: eight tasks ran at once, for less than a column.
        var text = TextOf("spark-history-server", "spark-events", "local-1426533911241");

        Assert.Contains("Cores busy of 8 over time", text, StringComparison.Ordinal);
        Assert.Contains('·', Assert.Single(text.Split('\n'), line => line.StartsWith("    8 ", StringComparison.Ordinal)));
    }

    [Fact]
    public void FirstScreen_OfALogWithoutEnd_DoesNotCallThatACost()
    {
        var report = ReportDocument.Of(Analyze("rapids-tools", Qualification, "truncated_eventlog"));
        var text = report.SectionText("summary");

        Assert.Contains("Nothing that costs this application much was found", text, StringComparison.Ordinal);
        Assert.Contains("The log has no end of the application", text, StringComparison.Ordinal);
        Assert.DoesNotContain("LOG001", text, StringComparison.Ordinal);
        Assert.Contains("LOG001", report.SectionText("findings"), StringComparison.Ordinal);
    }

    [Fact]
    public void FirstScreen_OfAVendorsLog_WarnsOfNothing()
    {
        var report = ReportDocument.Of(Analyze("rapids-tools", Qualification, "multiple_attempts", "attempt_2_eventlog.zstd"));

        Assert.DoesNotContain("were skipped", report.SectionText("summary"), StringComparison.Ordinal);
        Assert.Contains("SparkListenerQueryExecutionMetrics (1)", report.SectionText("log"), StringComparison.Ordinal);
    }

    private static string TextOf(params ReadOnlySpan<string> log) => AnalysisText.Write(Analyze(log), new TextStyle(160, HasColor: false, HasUnicode: true), Clock.Utc);

    private static Analysis Analyze(params ReadOnlySpan<string> log) =>
        Assert.Single(AnalyzeApplication.Run(new AnalysisRequest(SharedFolder.Corpus(log)), cancellationToken: TestContext.Current.CancellationToken));
}
