using System.Text.Json;
using Stoker.Diagnoses;
using Stoker.EventLogs;
using Stoker.EventLogs.Sources;

namespace Stoker.Tests.Diagnoses;

/// <summary>
/// Rules on logs of real runs that were made for them (half real of bench/diagnose-lab): each of the faults that a job commits is told, and with the numbers that
/// the job's own code, or a count over the lines of its log, gives.
/// </summary>
public sealed class RealRuleTests
{
    [Fact]
    public void Diagnose_EachRunOfTheHalfReal_TellsAllOfItsFaults()
    {
        var missed = new List<string>();
        foreach (var line in File.ReadLines(Repository.Path("bench", "diagnose-lab", "logs", "truth.jsonl")))
        {
            using var run = JsonDocument.Parse(line);
            if (run.RootElement.GetProperty("half").GetString() == "real")
            {
                var log = run.RootElement.GetProperty("log").GetString()!; // Written by compact.py.
                var told = Diagnose(log).Findings.Select(finding => finding.Id).ToHashSet(StringComparer.Ordinal);
                missed.AddRange(run.RootElement.GetProperty("expected").EnumerateArray().Select(group => group.GetString()!.Replace("@info", "", StringComparison.Ordinal))
                    .Where(group => !group.Split('|').Any(told.Contains)).Select(group => $"{log}: {group}"));
            }
        }

        Assert.Empty(missed);
    }

    [Theory]
    [InlineData("skewed-join-aqe", "JOIN001", "smallSide", 320_000)] // Spark calls a join whose partitions it split SortMergeJoin(skew=true).
    [InlineData("skewed-join-aqe-3.5", "JOIN001", "smallSide", 320_000)]
    public void Fires_with_the_numbers_of_the_job(string log, string id, string evidence, double number) =>
        Assert.Contains(Diagnose(log + ".zstd").Findings, finding => finding.Id == id && finding.Evidence.Any(item => item.Name == evidence && Math.Abs(item.Number!.Value - number) < 0.5)); // Numbers of which the theory names one have one.

    private static DiagnosisResult Diagnose(string log)
    {
        var token = TestContext.Current.CancellationToken;
        using var resolved = EventLogSources.Resolve(Repository.Path("bench", "diagnose-lab", "logs", log), SourceSelection.Newest, new SourceOptions(), token);
        return Diagnoser.Diagnose(EventLogReader.Read(Assert.Single(resolved.Chosen), 2, null, token));
    }
}
