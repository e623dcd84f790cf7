using Stoker.Advice.Comparison;
using Stoker.Advice.Comparison.Identity;
using Stoker.Comparing;
using Stoker.Reports.Comparison;
using Stoker.Reports.Quantities;
using Stoker.Reports.Terminal;
using Stoker.Tests.EventLogs;
using Stoker.Verifying;

namespace Stoker.Tests.Advice.Comparison.Identity;

public sealed class JobLikenessTests
{
    [Theory]
    [InlineData("skewed-join-bad", "join skewed")]
    [InlineData("Nightly_Orders 2026-03-01 v12", "orders")]
    [InlineData("PySparkShell", "")]
    [InlineData("livy-session-42", "")]
    public void WordsOf_Name_WithoutNumbersVariantsAndShells(string name, string words) =>
        Assert.Equal(words.Split(' ', StringSplitOptions.RemoveEmptyEntries), JobTraits.WordsOf(name).Select(word => word.ToLowerInvariant()).Order(StringComparer.Ordinal));

    // Name 3 for and 2 against, tables 2 and 1, columns 2 (nearly all) or 1 and 1 or 2, files 1 (no lines) and 2, work 1, same work 1 and 1 or 2 (nothing); from -2 on they are different.
    [Theory]
    [InlineData(0.0, null, null, null, 0.1, 0.1, -4, true)] // Another name, and other work.
    [InlineData(null, 0.0, 0.0, false, 0.1, 0.1, -7, true)] // Two notebooks.
    [InlineData(1.0, 0.0, 0.0, null, 0.1, 0.1, -1, false)] // One name: in doubt they are one job.
    [InlineData(0.0, 1.0, 1.0, null, 0.6, 0.5, 2, false)] // Renamed.
    [InlineData(1.0, null, null, true, 0.0, 0.0, 2, false)] // RDDs rewritten as DataFrames.
    [InlineData(null, 1.0, 0.6, null, 0.3, 0.1, 1, false)] // A notebook over the same tables.
    [InlineData(null, 0.0, 1.0, null, 0.1, 0.1, -1, false)] // The same columns in another format.
    [InlineData(null, null, null, null, 0.1, 0.1, -2, true)] // Nothing in common.
    [InlineData(0.0, null, null, null, 1.0, 1.0, -2, true)] // Another name, and work that all jobs do.
    [InlineData(0.0, null, null, true, 1.0, 1.0, 1, false)] // Renamed, from the same file.
    [InlineData(0.4, 0.3, 0.3, null, 0.7, 0.5, -1, false)] // In doubt they are one job.
    [InlineData(null, null, null, null, 1.0, 0.0, -2, true)] // Alike plans, and not a stage that both ran.
    [InlineData(null, null, 0.4, null, 1.0, 0.9, -2, true)] // Plain work over other columns.
    [InlineData(null, null, null, false, 1.0, 1.0, -2, true)] // Plain work of another file.
    [InlineData(null, 0.0, null, null, 1.0, 1.0, 0, false)] // The same work, written elsewhere.
    [InlineData(null, null, null, true, 0.0, 0.0, -1, false)] // RDDs rewritten as DataFrames in the same file.
    public void Balance_TraitsTogether_Decide(double? name, double? tables, double? columns, bool? files, double work, double sameWork, int balance, bool areDifferent)
    {
        var likeness = new JobLikeness { Name = name, Tables = tables, Columns = columns, Files = files, Work = work, SameWork = sameWork };

        Assert.Equal((balance, areDifferent), (likeness.Balance, likeness.AreDifferentJobs));
    }

    // One or two columns count one each against, and one for where all are there. Numbers: 1 for from half on, 1 against where none of several is there. No stage in common: 2 against.
    [Theory]
    [InlineData(1.0, 2, null, 0, -1)]
    [InlineData(0.0, 2, null, 0, -4)]
    [InlineData(0.5, 2, null, 0, -2)]
    [InlineData(null, 0, 0.5, 1, -1)]
    [InlineData(null, 0, 0.0, 1, -2)]
    [InlineData(null, 0, 0.0, 2, -3)]
    public void Balance_FewColumnsOrNumbers_CountLess(double? columns, int fewerColumns, double? numbers, int fewerNumbers, int balance) =>
        Assert.Equal(balance, new JobLikeness { Columns = columns, FewerColumns = fewerColumns, Numbers = numbers, FewerNumbers = fewerNumbers, Work = 0.6, SameWork = 0 }.Balance);

    // All of four constants and more 3 for, of two or three 2, half 1, one alone 1 and 1 against; below a third 2 against. Without anything for one job, half of the work is -1 at most.
    [Theory]
    [InlineData(1.0, 4, 3)]
    [InlineData(1.0, 3, 2)]
    [InlineData(0.5, 4, 1)]
    [InlineData(0.4, 4, -1)]
    [InlineData(0.1, 4, -2)]
    [InlineData(1.0, 1, 1)]
    [InlineData(0.0, 1, -2)]
    public void Balance_Constants_AsManyAsAreThere(double constants, int fewer, int balance) =>
        Assert.Equal(balance, new JobLikeness { Constants = constants, FewerConstants = fewer, Work = 0.6, SameWork = 0.5 }.Balance);

    // The same data is 2 and something known of both; a round number of rows is 1, and only beside the same work (1) enough for no doubt. A name in one run only is 1 against.
    [Theory]
    [InlineData(1.0, true, false, 0.5, 2, false)]
    [InlineData(1.0, false, false, 0.5, -1, true)]
    [InlineData(1.0, false, false, 0.9, 2, false)]
    [InlineData(0.0, false, false, 0.9, 0, true)]
    [InlineData(1.0, true, true, 0.5, 1, false)]
    public void Balance_RowsOfSources_TheSameDataIsOneJob(double rows, bool areOwn, bool isOneNamed, double sameWork, int balance, bool mayBeDifferent)
    {
        var likeness = new JobLikeness { SourceRows = rows, AreRowsOwn = areOwn, IsOneNamed = isOneNamed, Work = 0.6, SameWork = sameWork };

        Assert.Equal((balance, mayBeDifferent, false), (likeness.Balance, likeness.MayBeDifferentJobs, likeness.AreDifferentJobs));
    }

    // Columns of the tables that both write: four fifths in common 3 for (2 and 1 where there are fewer columns), below three fifths as many against.
    [Theory]
    [InlineData(1.0, 7, 3)]
    [InlineData(0.8, 7, 3)]
    [InlineData(1.0, 2, 2)]
    [InlineData(0.7, 7, 0)]
    [InlineData(0.5, 7, -3)]
    [InlineData(0.0, 1, -1)]
    public void Balance_WrittenColumns_AsManyAsAreThere(double written, int fewer, int weight)
    {
        var likeness = new JobLikeness { Name = 1, Work = 0.6, SameWork = 0.5 };

        Assert.Equal(weight, (likeness with { Written = written, FewerWritten = fewer }).Balance - likeness.Balance);
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData(1.0, null, false)]
    [InlineData(null, true, false)]
    public void Balance_OtherResults_AreADoubtUnlessNameOrFileIsTheSame(double? name, bool? files, bool isDoubt)
    {
        var likeness = new JobLikeness { Written = 0.2, FewerWritten = 7, Name = name, Files = files, Tables = 1, Columns = 1, SourceRows = 1, AreRowsOwn = true, Work = 1, SameWork = 0.5 };

        Assert.Equal(isDoubt, likeness.MayBeDifferentJobs);
        Assert.False(likeness.AreDifferentJobs);
    }

    [Theory]
    [InlineData("tpch-q1", "q1")]
    [InlineData("virtual-random-7", "7")]
    [InlineData("Nightly_Orders 2026-03-01 v12", "")]
    [InlineData("orders 2026-03-01T04:05", "")]
    [InlineData("orders-3.5.9", "")]
    [InlineData("orders20261127", "")]
    public void OrdinalsOf_Name_SmallNumbersThatAreNoDateNorVersion(string name, string ordinals) =>
        Assert.Equal(ordinals.Split(' ', StringSplitOptions.RemoveEmptyEntries), JobTraits.OrdinalsOf(name));

    [Fact]
    public void Balance_NumberedNames_CountLess() =>
        Assert.Equal(2, new JobLikeness { Name = 1, Work = 0.6, SameWork = 0.5 }.Balance - new JobLikeness { Name = 1, AreNumbered = true, Work = 0.6, SameWork = 0.5 }.Balance);

    [Fact]
    public void Of_CommandsThatWrite_ColumnsOfTheirTablesAreReadFromThem()
    {
        var run = new LogBuilder().LogStart("3.5.9").ApplicationStart("app", "sql", 1000)
            .Line("""{"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart","executionId":0,"description":"q","details":"","physicalPlanDescription":"","sparkPlanInfo":{"nodeName":"Execute InsertIntoHadoopFsRelationCommand","simpleString":"Execute InsertIntoHadoopFsRelationCommand file:/lake/daily/orders-by-store/2026/result, false, [store#13L], Parquet, [path=/lake/daily/orders-by-store/2026/result], Overwrite, [store, day, n#7L, ... 2 more fields]","children":[],"metadata":{},"metrics":[]},"time":1000}""")
            .ApplicationEnd(2000).Read();

        var traits = JobTraits.Of(run);

        Assert.Equal(["day", "n", "store"], Assert.Single(traits.Written).Order(StringComparer.Ordinal));
        Assert.Equal(["orders-by-store"], traits.Tables); // "result" is in every other path.
    }

    // A file in common with call sites nearby is 2, without lines 1; far from each other they are functions of two jobs, and the file says nothing.
    [Theory]
    [InlineData(3, 2)]
    [InlineData(null, 1)]
    [InlineData(100, -1)]
    public void Balance_FileInCommon_ByTheDistanceOfItsCallSites(int? distance, int balance) =>
        Assert.Equal(balance, new JobLikeness { Files = true, SiteDistance = distance, Work = 0.6, SameWork = 0.5 }.Balance);

    [Theory]
    [InlineData("org.apache.spark.deploy.SparkSubmit --class com.acme.Orders s3://jars/etl.jar 2026-01-01", "com.acme.Orders")]
    [InlineData("org.apache.spark.deploy.SparkSubmit --py-files s3://lib/a.py --class org.apache.spark.deploy.PythonRunner s3a://jobs/taxi-trip.py s3a://out", "taxi-trip.py")]
    [InlineData("org.apache.spark.deploy.SparkSubmit --py-files a.py,b.py --conf spark.app.name=x pyspark-shell", "")]
    [InlineData("org.apache.spark.deploy.SparkSubmit --class org.apache.spark.repl.Main --name Spark shell spark-shell", "")]
    [InlineData("*********(redacted)", "")]
    public void SubmittedFiles_CommandLine_ScriptOrClassOfTheProgram(string command, string file) =>
        Assert.Equal(file.Split(' ', StringSplitOptions.RemoveEmptyEntries), ProgramSites.SubmittedFiles(command));

    [Theory]
    [InlineData("dimension-behind-filter-bad-4.3", "division-by-zero-fixed-3.5")]
    [InlineData("pairs-of-visits-bad-3.5", "in-the-best-customers-bad-3.5")]
    [InlineData("lists-by-sign-fixed-4.3", "spread-then-ranked-bad-4.3")]
    [InlineData("cogrouped-native-4.3", "million-blocks-bad-4.3")] // Other constants.
    [InlineData("suppliers-spelled-alike-fixed-3.5", "rare-words-of-the-logs-bad-3.5")] // Far from each other in one file.
    [InlineData("keys-kept-for-later-plain-3.5", "redundant-actions-fixed")] // One has a name, and other constants.
    public void Compare_JobsWithoutAName_AreToldApartByWhatTheirPlansSay(string before, string after) =>
        Assert.True(CompareApplications.Run(new ComparisonRequest(Log(before), Log(after)), cancellationToken: TestContext.Current.CancellationToken).Result!.Comparison.AreDifferentJobs);

    [Theory]
    [InlineData("skewed-join-bad", "skewed-join-aqe", false)]
    [InlineData("rdd-python-bad", "rdd-python-dataframe", false)]
    [InlineData("small-files-bad", "small-files-fixed", false)]
    [InlineData("inefficient-format-bad", "inefficient-format-fixed", false)]
    [InlineData("dictionary-in-a-udf-bad-3.5", "dictionary-in-a-udf-broadcast-3.5", false)] // The same constants.
    [InlineData("errors-of-the-web-servers-bad-4.3", "errors-of-the-web-servers-dataframe-4.3", false)] // An RDD names its folder.
    [InlineData("telemetry-of-a-fleet-bad-3.5", "telemetry-of-a-fleet-parquet-3.5", false)] // A folder and its copy in another format.
    [InlineData("skewed-join-bad", "spill-bad", true)]
    [InlineData("missing-cache-bad", "python-udf-bad", true)]
    public void Compare_LogsOfTheLab_JobsAreToldApart(string before, string after, bool areDifferent)
    {
        var comparison = CompareApplications.Run(new ComparisonRequest(Log(before), Log(after)), cancellationToken: TestContext.Current.CancellationToken).Result!.Comparison;

        Assert.Equal(areDifferent, comparison.AreDifferentJobs);
        Assert.Equal(areDifferent, comparison.Verdict == ComparisonVerdict.DifferentJobs);
        if (areDifferent)
        {
            // No work of one is laid to a plan of the other.
            Assert.DoesNotContain(comparison.Causes, cause => cause.Cause == DifferenceCause.OtherPlan);
        }
    }

    [Fact]
    public void Verify_DifferentJobs_NothingIsJudged()
    {
        var verification = VerifyChange.Run(new VerificationRequest(new ComparisonRequest(Log("skewed-join-bad"), Log("spill-bad"))), cancellationToken: TestContext.Current.CancellationToken).Result!;

        Assert.True(verification.Verification.IsRefused);
        Assert.False(verification.Verification.HasMiss);
        Assert.Empty(verification.Verification.Changes);
        Assert.Null(verification.Verification.Advice);
        Assert.Empty(Stoker.Reports.Verification.VerificationHistory.LinesOf(verification, "0.0.0", []));
    }

    [Fact]
    public void Of_Plans_TablesAndColumnsAreReadFromThem()
    {
        var run = new LogBuilder().LogStart("3.5.9").ApplicationStart("app", "sql", 1000)
            .Line("""{"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart","executionId":0,"description":"q","details":"","physicalPlanDescription":"","sparkPlanInfo":{"nodeName":"Scan parquet lake.orders","simpleString":"FileScan parquet [order_id#1L,price2#7,sum#9,_tmp#3] (order_id#1L % 7919) > 2500, 150 <= 2024, 512 Location: InMemoryFileIndex(1 paths)[s3a://lake/daily/orders/day=2026-01-02]","children":[],"metadata":{},"metrics":[]},"time":1000}""")
            .ApplicationEnd(2000).Read();

        var traits = JobTraits.Of(run);

        Assert.Equal(["lake.orders", "orders"], traits.Tables.Order(StringComparer.Ordinal));
        Assert.Equal(["150", "2500", "7919"], traits.Numbers.Order(StringComparer.Ordinal));
        Assert.Equal(["order_id", "price"], traits.Columns.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Compare_LittleInCommon_DoubtIsSaidFirst()
    {
        var result = CompareApplications.Run(new ComparisonRequest(Log("rare-words-of-the-logs-bad-3.5"), Log("rare-words-of-the-logs-dataframe-3.5")), cancellationToken: TestContext.Current.CancellationToken).Result!;

        var text = string.Join(' ', ComparisonText.Write(result, TextStyle.Pipe, Clock.Utc).Split('\n'));

        Assert.True(result.Comparison.Likeness.MayBeDifferentJobs);
        Assert.StartsWith("These may be two different jobs: only 2 % of their task time is in stages that do the same. If they are one all the same: B took ", text, StringComparison.Ordinal);
        Assert.Contains("why", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_JobsThatMayBeTwo_TeachNothingAndMissNothing()
    {
        var verified = VerifyChange.Run(new VerificationRequest(new ComparisonRequest(Log("rare-words-of-the-logs-bad-3.5"), Log("rare-words-of-the-logs-dataframe-3.5"))), cancellationToken: TestContext.Current.CancellationToken).Result!;

        var text = string.Join(' ', Stoker.Reports.Verification.VerificationText.Write(verified, TextStyle.Pipe, Clock.Utc, null).Split('\n'));

        Assert.Contains("Taken for runs of one job: The predicted saving of core time came.", text, StringComparison.Ordinal);
        Assert.Empty(Stoker.Reports.Verification.VerificationHistory.LinesOf(verified, "0.0.0", []));
        Assert.False(verified.Verification.HasMiss);
    }

    private static string Log(string name) => Repository.Path("bench", "diagnose-lab", "logs", name + ".zstd");
}
