using System.Globalization;
using System.Text;
using Stoker.Diagnoses;
using Stoker.Diagnoses.Sources;
using Stoker.Findings;
using Stoker.Findings.NotChecked;
using Stoker.Findings.Places;
using Stoker.Findings.Tracing;
using Stoker.Fuzz;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Diagnoses;

/// <summary>PYTHON013 of RDD code, with the program's source as a witness.</summary>
public sealed class ClosureWitnessTests
{
    private const string PythonRdd = """{"RDD ID":1,"Name":"PythonRDD","Parent IDs":[],"Storage Level":{"Use Disk":false,"Use Memory":false,"Deserialized":false,"Replication":1},"Barrier":false,"Number of Partitions":64,"Number of Cached Partitions":0,"Memory Size":0,"Disk Size":0}""";

    private static readonly ClosureTestimony Captured = new(ClosureAnswer.Captures) { Name = "table", BoundAt = new CallSitePlace("/jobs/report.py", 9), MadeBy = "{i: i for i in range(400_000)}", Entries = 400_000 };

    [Fact]
    public void Fires_when_the_source_says_that_a_table_is_captured()
    {
        // Spark 3.5: a task that does nothing takes 75 ms. 62 tasks beyond the first of each slot take 136 ms: 61 ms more, 3.8 of 8.8 core-s, 1.9 of 10 s on two slots.
        var finding = Assert.Single(Diagnose(Run(136), Captured).Findings, finding => finding.Id == "PYTHON013");

        Assert.Equal((Severity.Minor, Confidence.Medium), (finding.Severity, finding.Confidence));
        Assert.Equal(61, Assert.Single(finding.Evidence, item => item.Name == "fixedCost").Number);
        Assert.Equal(new CallSitePlace("/jobs/report.py", 9), Assert.Single(finding.Evidence, item => item.Name == "captures").Row);
        Assert.Contains(new CallSitePlace("/jobs/report.py", 9), finding.RelatedPlaces);
        Assert.NotNull(finding.Cost);
        Assert.InRange(finding.Cost.CoreSeconds.Expected, 3.7, 3.9);
        Assert.NotNull(finding.Cost.WallSeconds);
        Assert.InRange(1.9, finding.Cost.WallSeconds.Value.Low, finding.Cost.WallSeconds.Value.High);
    }

    [Theory]
    [InlineData(ClosureAnswer.ReadsBroadcast)]
    [InlineData(ClosureAnswer.CapturesNothing)]
    public void Stays_silent_when_the_source_says_that_nothing_large_is_captured(ClosureAnswer answer)
    {
        // Tasks of 400 ms look like it: without the source it is listed as not checked.
        Assert.Contains(Diagnose(Run(400), null).NotChecked, item => item.Id == "PYTHON013" && item.EnabledBy == "--source DIR that holds report.py, or spark.executor.metrics.pollingInterval=500ms");

        var result = Diagnose(Run(400), new ClosureTestimony(answer));

        Assert.DoesNotContain(result.Findings, finding => finding.Id == "PYTHON013");
        Assert.DoesNotContain(result.NotChecked, item => item.Id == "PYTHON013");
    }

    [Theory]
    [InlineData(ClosureAnswer.Unknown, "spark.executor.metrics.pollingInterval=500ms")]
    [InlineData(ClosureAnswer.NoSource, "--source DIR that holds report.py, or spark.executor.metrics.pollingInterval=500ms")]
    [InlineData(ClosureAnswer.TwoWays, null)]
    [InlineData(ClosureAnswer.Unreadable, "report.py that Python 3.8 or later can parse, or spark.executor.metrics.pollingInterval=500ms")]
    [InlineData(ClosureAnswer.Contradicted, "--source FILE, the one that ran, or spark.executor.metrics.pollingInterval=500ms")]
    [InlineData(ClosureAnswer.OtherSource, "--source DIR that holds report.py as it ran, or spark.executor.metrics.pollingInterval=500ms")]
    public void Is_not_checked_when_the_source_does_not_tell(ClosureAnswer answer, string? needs)
    {
        var result = Diagnose(Run(400), new ClosureTestimony(answer));

        Assert.DoesNotContain(result.Findings, finding => finding.Id == "PYTHON013");
        Assert.Equal(needs, Assert.Single(result.NotChecked, item => item.Id == "PYTHON013").EnabledBy);
    }

    [Fact]
    public void Says_why_the_source_could_not_be_read()
    {
        var item = Assert.Single(Diagnose(Run(400), new ClosureTestimony(ClosureAnswer.Unreadable) { File = "jobs/report.py", Doubt = "jobs/report.py:3: invalid syntax" }).NotChecked, item => item.Id == "PYTHON013");

        Assert.Equal((NotCheckedReason.SourceUnread, "jobs/report.py:3: invalid syntax"), (item.Reason, item.Detail));
    }

    [Fact]
    public void Says_which_file_was_read()
    {
        var finding = Assert.Single(Diagnose(Run(136), Captured with { File = "jobs/report.py", Doubt = "there is no report.py below --source" }).Findings, finding => finding.Id == "PYTHON013");

        Assert.Equal("jobs/report.py", Assert.Single(finding.Evidence, item => item.Name == "readFrom").Text);
        Assert.EndsWith("; there is no report.py below --source", finding.Doubt, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_are_priced_as_bytes()
    {
        // 80 MB at 0.5 ns are 40 ms a task, less than the 61 ms that it pays: 62 tasks, 2.5 core-s.
        var finding = Assert.Single(Diagnose(Run(136), Captured with { Entries = null, Bytes = 80_000_000 }).Findings, finding => finding.Id == "PYTHON013");

        Assert.Equal(Confidence.Medium, finding.Confidence);
        Assert.Equal(80_000_000, Assert.Single(finding.Evidence, item => item.Name == "size").Number);
        Assert.NotNull(finding.Cost);
        Assert.InRange(finding.Cost.CoreSeconds.Expected, 2.4, 2.55);
    }

    [Fact]
    public void Is_told_as_info_when_nobody_knows_how_large_it_is_and_the_low_end_is_nothing()
    {
        // Half of 61 ms, 62 times on two slots, is 0.9 of 10 s; a tenth of 46 ms is 0.1 s.
        var finding = Assert.Single(Diagnose(Run(136), Captured with { Entries = null }).Findings, finding => finding.Id == "PYTHON013");

        Assert.Equal((Severity.Info, Confidence.Low), (finding.Severity, finding.Confidence));
    }

    [Fact]
    public void Is_no_surer_than_low_when_nobody_knows_how_large_it_is()
    {
        // Of 325 ms beyond starting half is expected.
        var finding = Assert.Single(Diagnose(Run(400), Captured with { Entries = null }).Findings, finding => finding.Id == "PYTHON013");

        Assert.Equal((Severity.Minor, Confidence.Low), (finding.Severity, finding.Confidence));
        Assert.NotNull(finding.Cost);
        Assert.InRange(finding.Cost.CoreSeconds.Expected * 1000 / 62, 160, 165);
    }

    [Fact]
    public void Stays_silent_when_tasks_pay_no_more_than_such_that_do_nothing() =>
        Assert.DoesNotContain(Diagnose(Run(72), Captured).Findings, finding => finding.Id == "PYTHON013");

    [Fact]
    public void Source_is_not_asked_when_there_is_nothing_to_gain()
    {
        // 48 - 40 ms at most, 62 times: 496 ms of slot time.
        var witness = new Witness(Captured);
        Diagnoser.Diagnose(Application(Run(48)), new DiagnosisOptions { Program = witness });

        Assert.Empty(witness.Asked);
    }

    [Fact]
    public void Source_is_asked_for_the_line_of_the_stage()
    {
        var witness = new Witness(Captured);
        Diagnoser.Diagnose(Application(Run(136)), new DiagnosisOptions { Program = witness });

        Assert.Equal([("count", "/jobs/report.py", 12)], witness.Asked);
    }

    private static DiagnosisResult Diagnose(string log, ClosureTestimony? testimony) =>
        Diagnoser.Diagnose(Application(log), new DiagnosisOptions { Program = testimony is null ? null : new Witness(testimony) });

    private static Stoker.Model.Application Application(string log) => MemoryLog.Read(Encoding.UTF8.GetBytes(log));

    /// <summary>64 tasks of an RDD on two slots of Spark 3.5, the first two of which start Python; they differ by 0 to 20 ms, the median being as asked.</summary>
    private static string Run(int medianMs)
    {
        var log = new LogBuilder().LogStart("3.5.9").ApplicationStart("app-1", "report", 0).ExecutorAdded("1", 0, 2)
            .JobStart(0, 1_000, [(0, 64)], """{"callSite.short":"count at /jobs/report.py:12"}""").StageSubmitted(0, 64, 1_000, 0, PythonRdd);
        long[] free = [1_000, 1_000];
        for (var index = 0; index < 64; index++)
        {
            var slot = free[0] <= free[1] ? 0 : 1;
            var duration = index < 2 ? 900 : medianMs + ((index % 5) - 2) * 10;
            var metrics = string.Create(CultureInfo.InvariantCulture, $$"""{"Executor Run Time":{{duration}}}""");
            log.TaskStart(0, index, index, free[slot]).TaskEnd(0, index, index, free[slot], free[slot] + duration, metrics: metrics);
            free[slot] += duration;
        }

        log.StageCompleted(0, 64, 1_000, free.Max(), rdds: PythonRdd).JobEnd(0, free.Max()).ApplicationEnd(10_000 + (medianMs > 300 ? 10_000 : 0));
        return log.Text.Replace("\"stage 0\"", "\"count at /jobs/report.py:12\"", StringComparison.Ordinal);
    }

    private sealed class Witness(ClosureTestimony testimony) : IProgramSource
    {
        public List<(string Method, string File, int Line)> Asked { get; } = [];

        public ClosureTestimony ClosureOf(string method, string file, int line)
        {
            Asked.Add((method, file, line));
            return testimony;
        }
    }
}
