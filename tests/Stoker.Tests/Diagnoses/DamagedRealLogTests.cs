using System.Globalization;
using System.Text.RegularExpressions;
using Stoker.Diagnoses;
using Stoker.Findings;
using Stoker.Tests.EventLogs;
using ZstdSharp;

namespace Stoker.Tests.Diagnoses;

/// <summary>Rules on the quality of a log, on a real log of four stages (slow-host of the lab) that was damaged as people damage them.</summary>
public sealed partial class DamagedRealLogTests
{
    private static readonly string[] Whole = LinesOf("slow-host-bad-4.3");

    [Fact]
    public void Nothing_is_said_of_the_log_as_Spark_wrote_it() => Assert.DoesNotContain(Diagnose(Whole), finding => finding.Id.StartsWith("LOG", StringComparison.Ordinal));

    [Fact]
    public void MissingHistory_Fires_when_the_first_file_of_a_rolling_log_is_not_there()
    {
        var findings = Diagnose(Whole.Skip(199));

        var finding = Assert.Single(findings, finding => finding.Id == "LOG002");
        Assert.Equal(Whole.Take(199).Count(line => line.Contains("\"SparkListenerJobStart\"", StringComparison.Ordinal)), finding.Evidence.Single(item => item.Name == "jobsBefore").Number);
        Assert.Equal("LOG002", Assert.Single(findings, finding => finding.Id == "LOG003").CausedBy?.Id); // Ends of the stage that ran then.
    }

    [Fact]
    public void DroppedEvents_Fire_when_ends_of_tasks_are_missing()
    {
        // Tasks 10 to 19 of the 60 of the first stage.
        var dropped = Whole.Where(line => !(line.Contains("\"SparkListenerTaskEnd\"", StringComparison.Ordinal) && line.Contains("\"Task ID\":1", StringComparison.Ordinal) && line.Contains("\"Stage ID\":0,", StringComparison.Ordinal) && !line.Contains("\"Task ID\":1,", StringComparison.Ordinal)));
        var finding = Assert.Single(Diagnose(dropped), finding => finding.Id == "LOG003");

        Assert.Equal((Severity.Minor, 10), (finding.Severity, finding.Evidence.Single(item => item.Name == "missingTaskEnds").Number));
    }

    [Fact]
    public void DisagreeingClocks_Fire_when_the_clock_of_the_driver_was_set_back_by_an_hour()
    {
        var lines = Whole.Select((line, number) => number < 250 ? line : Time().Replace(line, time => (long.Parse(time.Value, CultureInfo.InvariantCulture) - 3_600_000).ToString(CultureInfo.InvariantCulture)));

        var finding = Assert.Single(Diagnose(lines), finding => finding.Id == "LOG004");
        Assert.Equal(Severity.Minor, finding.Severity);
        Assert.InRange(finding.Evidence.Single(item => item.Name == "largestStepBack").Number!.Value, 3_590_000, 3_600_000); // It has one. Less the time that passed between the events.
    }

    [Fact]
    public void SeveralApplications_Fires_when_the_log_of_another_run_was_put_behind()
    {
        var finding = Assert.Single(Diagnose([.. Whole, .. LinesOf("cached-on-one-host-bad-4.3")]), finding => finding.Id == "LOG011");

        Assert.Equal("app-20261126170537-0003", finding.Evidence.Single(item => item.Name == "shown").Text); // The second.
        Assert.Equal("app-20261126170420-0001", finding.Evidence.Single(item => item.Name == "notShown").Text);
    }

    [Fact]
    public void EventsOutOfOrder_Fire_when_lines_were_sorted()
    {
        // All of the 240 tasks begin behind their ends: "…TaskEnd" comes before "…TaskStart".
        var finding = Assert.Single(Diagnose(Whole.Order(StringComparer.Ordinal)), finding => finding.Id == "LOG012");

        Assert.Equal(1, finding.Evidence.Single(item => item.Name == "misplacedShare").Number);
        Assert.True(finding.Evidence.Single(item => item.Name == "misplacedEvents").Number >= 240);
    }

    [GeneratedRegex(@"\b17957\d{8}\b")]
    private static partial Regex Time();

    private static IReadOnlyList<Finding> Diagnose(IEnumerable<string> lines)
    {
        var log = new LogBuilder();
        foreach (var line in lines)
        {
            log.Line(line);
        }

        return Diagnoser.Diagnose(log.Read()).Findings;
    }

    private static string[] LinesOf(string log)
    {
        using var file = File.OpenRead(Repository.Path("bench", "diagnose-lab", "logs", log + ".zstd"));
        using var text = new StreamReader(new DecompressionStream(file));
        return text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
