using Stoker.Advice.Comparison;
using Stoker.Advice.Comparison.Identity;
using Stoker.Comparing;
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

    // Name 3 for and 2 against, tables 2 and 1, columns 2 (nearly all) or 1 and 1 or 2, files 1, work 1, same work 1 and 1 or 2 (nothing); from -2 on they are different.
    [Theory]
    [InlineData(0.0, null, null, null, 0.1, 0.1, -4, true)] // Another name, and other work.
    [InlineData(null, 0.0, 0.0, false, 0.1, 0.1, -6, true)] // Two notebooks.
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

    [Theory]
    [InlineData("org.apache.spark.deploy.SparkSubmit --class com.acme.Orders s3://jars/etl.jar 2026-01-01", "com.acme.Orders")]
    [InlineData("org.apache.spark.deploy.SparkSubmit --py-files s3://lib/a.py --class org.apache.spark.deploy.PythonRunner s3a://jobs/taxi-trip.py s3a://out", "taxi-trip.py")]
    [InlineData("org.apache.spark.deploy.SparkSubmit --py-files a.py,b.py --conf spark.app.name=x pyspark-shell", "")]
    [InlineData("org.apache.spark.deploy.SparkSubmit --class org.apache.spark.repl.Main --name Spark shell spark-shell", "")]
    [InlineData("*********(redacted)", "")]
    public void SubmittedFiles_CommandLine_ScriptOrClassOfTheProgram(string command, string file) =>
        Assert.Equal(file.Split(' ', StringSplitOptions.RemoveEmptyEntries), JobTraits.SubmittedFiles(command));

    [Theory]
    [InlineData("dimension-behind-filter-bad-4.3", "division-by-zero-fixed-3.5")]
    [InlineData("pairs-of-visits-bad-3.5", "in-the-best-customers-bad-3.5")]
    [InlineData("lists-by-sign-fixed-4.3", "spread-then-ranked-bad-4.3")]
    public void Compare_JobsWithoutAName_AreToldApartByWhatTheirPlansSay(string before, string after) =>
        Assert.True(CompareApplications.Run(new ComparisonRequest(Log(before), Log(after)), cancellationToken: TestContext.Current.CancellationToken).Result!.Comparison.AreDifferentJobs);

    [Theory]
    [InlineData("skewed-join-bad", "skewed-join-aqe", false)]
    [InlineData("rdd-python-bad", "rdd-python-dataframe", false)]
    [InlineData("small-files-bad", "small-files-fixed", false)]
    [InlineData("inefficient-format-bad", "inefficient-format-fixed", false)]
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

    private static string Log(string name) => Repository.Path("bench", "diagnose-lab", "logs", name + ".zstd");
}
