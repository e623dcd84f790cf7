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

    // Name 3 for and 2 against, tables 2 and 1, columns 2 (nearly all) or 1 and 1, files, work and same work 1 each; from -2 on they are different.
    [Theory]
    [InlineData(0.0, null, null, null, 0.1, 0.1, -4, true)] // Another name, and other work.
    [InlineData(null, 0.0, 0.0, false, 0.1, 0.1, -5, true)] // Two notebooks.
    [InlineData(1.0, 0.0, 0.0, null, 0.1, 0.1, -1, false)] // One name: in doubt they are one job.
    [InlineData(0.0, 1.0, 1.0, null, 0.6, 0.5, 2, false)] // Renamed.
    [InlineData(1.0, null, null, true, 0.0, 0.0, 2, false)] // RDDs rewritten as DataFrames.
    [InlineData(null, 1.0, 0.6, null, 0.3, 0.1, 1, false)] // A notebook over the same tables.
    [InlineData(null, 0.0, 1.0, null, 0.1, 0.1, -1, false)] // The same columns in another format.
    [InlineData(null, null, null, null, 0.1, 0.1, -2, true)] // Nothing in common.
    [InlineData(0.0, null, null, null, 1.0, 1.0, -2, true)] // Another name, and work that all jobs do.
    [InlineData(0.0, null, null, true, 1.0, 1.0, 1, false)] // Renamed, from the same file.
    [InlineData(0.4, 0.3, 0.3, null, 0.7, 0.5, 0, false)] // In doubt they are one job.
    public void Balance_TraitsTogether_Decide(double? name, double? tables, double? columns, bool? files, double work, double sameWork, int balance, bool areDifferent)
    {
        var likeness = new JobLikeness { Name = name, Tables = tables, Columns = columns, Files = files, Work = work, SameWork = sameWork };

        Assert.Equal((balance, areDifferent), (likeness.Balance, likeness.AreDifferentJobs));
    }

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
            .Line("""{"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart","executionId":0,"description":"q","details":"","physicalPlanDescription":"","sparkPlanInfo":{"nodeName":"Scan parquet lake.orders","simpleString":"FileScan parquet [order_id#1L,price2#7,sum#9,_tmp#3] Location: InMemoryFileIndex(1 paths)[s3a://lake/daily/orders/day=2026-01-02]","children":[],"metadata":{},"metrics":[]},"time":1000}""")
            .ApplicationEnd(2000).Read();

        var traits = JobTraits.Of(run);

        Assert.Equal(["lake.orders", "orders"], traits.Tables.Order(StringComparer.Ordinal));
        Assert.Equal(["order_id", "price"], traits.Columns.Order(StringComparer.Ordinal));
    }

    private static string Log(string name) => Repository.Path("bench", "diagnose-lab", "logs", name + ".zstd");
}
