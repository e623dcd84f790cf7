using Stoker.Advice.Comparison;
using Stoker.Comparing;
using Stoker.Model.Units;
using Stoker.Reports.Comparison;
using Stoker.Reports.Quantities;
using Stoker.Reports.Terminal;

namespace Stoker.Tests.Reports.Comparison;

public sealed class PaceWordsTests
{
    // From 500 ms on CPU time counts; from 10 s on 1.4 times is no accident, below 2 times. It must explain 70 % of the change of the task time, as logarithms.
    [Theory]
    [InlineData(12_000, 30_000, 12_000, 30_000, true)]
    [InlineData(30_000, 12_000, 30_000, 12_000, true)]
    [InlineData(12_000, 30_000, 12_000, 16_000, false)] // Mostly waiting.
    [InlineData(12_000, 16_000, 12_000, 16_000, false)] // 1.33 times.
    [InlineData(1_000, 1_800, 1_000, 1_800, false)] // Little, and still being compiled.
    [InlineData(1_000, 2_200, 1_000, 2_200, true)]
    [InlineData(12_000, 30_000, 30_000, 12_000, false)] // The other way.
    [InlineData(300, 900, 300, 900, false)]
    public void OfPace_CpuTimeOfTheSameWork_IsSaidWhereItWentTheSameWay(long taskBefore, long taskAfter, double cpuBefore, double cpuAfter, bool isCode)
    {
        var comparison = With(new CpuUse(taskBefore, cpuBefore), new CpuUse(taskAfter, cpuAfter), taskBefore, taskAfter);

        Assert.Equal(isCode, CpuChange.OfPace(comparison) is not null);
        Assert.Equal(isCode, PaceWords.Of(comparison).StartsWith("Its CPU time went the same way", StringComparison.Ordinal));
    }

    // A slower machine takes more CPU time for the same work too: other code is named only where the logs hold something against one program.
    [Theory]
    [InlineData("nightly 7", "4.3.0", false, false)]
    [InlineData("hourly 6", "4.3.0", false, true)]
    [InlineData("nightly 6", "3.5.9", false, true)]
    [InlineData("nightly 6", "4.3.0", true, true)]
    public void Of_SameWorkAtAnotherPace_OtherCodeNeedsEvidence(string name, string version, bool areSitesMoved, bool isCode)
    {
        foreach (var cpuAfter in (double[])[22_000, 16_000])
        {
            var words = PaceWords.Of(Same(12_000, 22_000, cpuAfter, name, version, areSitesMoved));

            Assert.Equal(isCode, words.Contains("other code", StringComparison.OrdinalIgnoreCase));
            Assert.Equal(!isCode, words.StartsWith("That is the machine's pace: nothing else differs in the logs", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Of_MachineThatIsSlower_ShowsTheCpuTimeOfTheSameWork() =>
        Assert.Contains("the same work took more CPU time (12.0 s in A, 22.0 s in B), as on CPUs that are throttled or shared, or with cold caches", PaceWords.Of(Same(12_000, 22_000, 22_000, "nightly 6", "4.3.0", areSitesMoved: false)), StringComparison.Ordinal);

    // Repeats on one machine differed by 1.6 in CPU time; what is more than twice as much is told as what it may be.
    [Fact]
    public void Of_MoreThanAMachinesPace_IsNotToldAsOne() => Assert.StartsWith(
        "Its CPU time went the same way (12.0 s in A, 30.0 s in B), by more than a machine's pace changes from run to run: code inside functions, which no log shows, or other CPUs.",
        PaceWords.Of(Same(12_000, 30_000, 30_000, "nightly 6", "4.3.0", areSitesMoved: false)),
        StringComparison.Ordinal);

    // Beside the cause are all stages whose pace changed, of which some changed more for another reason: the sentence says what the table does.
    [Fact]
    public void Of_CpuTimeBesideTheCause_IsThatOfTheSentence()
    {
        var pace = new CauseEffect
        {
            Cause = DifferenceCause.Pace,
            Wall = new Milliseconds(18_500),
            Core = new Milliseconds(18_500),
            Evidence = [new ComparedQuantity(QuantityName.TaskMs, 12_500, 31_000), new ComparedQuantity(QuantityName.CpuMs, 12_400, 30_600)],
        };
        var comparison = Same(12_000, 30_000, 30_000, "nightly 6", "4.3.0", areSitesMoved: false) with { Causes = [pace] };

        Assert.Contains("(12.4 s in A, 30.6 s in B)", PaceWords.Of(comparison), StringComparison.Ordinal);
        Assert.Contains("CPU 12.4 s → 30.6 s", EvidenceWords.Of(pace, comparison, "→"), StringComparison.Ordinal);
    }

    [Fact]
    public void OfPace_PythonRan_ItsCpuTimeIsInNoLog()
    {
        var comparison = With(new CpuUse(12_000, 12_000), new CpuUse(30_000, 30_000), 12_000, 30_000);

        Assert.Null(CpuChange.OfPace(comparison with { Stages = [comparison.Stages[0] with { RunsPython = true }] }));
    }

    [Fact]
    public void Of_SmallerClosureOfAPythonFunction_OtherCodeMayBeWhy()
    {
        var request = new ComparisonRequest(Log("large-closure-bad"), Log("large-closure-broadcast"));
        var comparison = CompareApplications.Run(request, cancellationToken: TestContext.Current.CancellationToken).Result?.Comparison;

        Assert.Equal(ComparisonVerdict.OtherPace, comparison?.Verdict);
        Assert.StartsWith("Other code behind the same operators may be why (calls on other lines of the program", PaceWords.Of(comparison ?? throw new InvalidOperationException("Two runs.")), StringComparison.Ordinal);
    }

    [Fact]
    public void WriteText_OtherProgramsHadTheCpus_IsSaidInTheFirstSentenceAndOnce()
    {
        var text = ComparisonText.Write(Result(), TextStyle.Pipe, Clock.Utc);

        Assert.Contains("B waited for CPUs that other programs had (for each second of CPU time tasks held their slots 1.1 s in A and 2.3 s in B): run it again on a quiet machine", string.Join(' ', text.Split('\n')), StringComparison.Ordinal);
        Assert.Equal(2, text.Split("waited for CPUs").Length);
    }

    [Fact]
    public void WriteText_EightyColumns_SharesAndAllThatShowsACauseAreThere()
    {
        var text = ComparisonText.Write(Result(), new TextStyle(80, HasColor: false, HasUnicode: true), Clock.Utc);

        Assert.Contains("share", text, StringComparison.Ordinal);
        Assert.Contains("driver before the first job", text, StringComparison.Ordinal);
        Assert.DoesNotContain("…", text[text.IndexOf("why", StringComparison.Ordinal)..text.IndexOf("together", StringComparison.Ordinal)], StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
    }

    private static ComparisonResult Result()
    {
        var request = new ComparisonRequest(Log("skewed-join-bad-3.5"), Log("skewed-join-bad"));
        return CompareApplications.Run(request, cancellationToken: TestContext.Current.CancellationToken).Result ?? throw new InvalidOperationException("The logs of the lab hold two runs.");
    }

    /// <summary>Two runs of one program, named nightly 6 on Spark 4.3.0, but for what is asked for.</summary>
    private static RunComparison Same(long taskBefore, long taskAfter, double cpuAfter, string name, string version, bool areSitesMoved)
    {
        var comparison = With(new CpuUse(taskBefore, taskBefore), new CpuUse(taskAfter, cpuAfter), taskBefore, taskAfter);
        var application = comparison.Before.Application with { Name = "nightly 6", SparkVersion = "4.3.0" };
        return comparison with
        {
            Before = comparison.Before with { Application = application },
            After = comparison.After with { Application = application with { Name = name, SparkVersion = version } },
            Likeness = comparison.Likeness with { AreSitesMoved = areSitesMoved, Files = true, Constants = 1 },
            Causes = [],
        };
    }

    private static RunComparison With(CpuUse before, CpuUse after, long taskBefore, long taskAfter) => Result().Comparison with
    {
        Causes = [],
        Stages =
        [
            new StageDifference
            {
                Stage = new StagePair(null, null), Work = "", Unit = "", UnitNumber = 0, IsSame = true, PathBefore = new Milliseconds(taskBefore), PathAfter = new Milliseconds(taskAfter),
                TaskBefore = new Milliseconds(taskBefore), TaskAfter = new Milliseconds(taskAfter), CpuBefore = before, CpuAfter = after, MainCause = DifferenceCause.Pace,
            },
        ],
    };

    private static string Log(string name) => Repository.Path("bench", "diagnose-lab", "logs", name + ".zstd");
}
