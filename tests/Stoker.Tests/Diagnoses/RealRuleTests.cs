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
    [InlineData("names-alike-bad-4.3", "JOIN007", "pairs", 2_400 * 4_500)]
    [InlineData("spread-then-ranked-bad-4.3", "SHUF005", "dataSize", 2_500_000 * (8 + 8 + 8 + 64))] // A row: null bits, key, offset and size of the text, its 64 letters.
    [InlineData("spread-then-sorted-bad-4.3", "SHUF005", "dataSize", 2_500_000 * (8 + 8 + 8 + 64))]
    [InlineData("visitors-of-all-kinds-bad-4.3", "SHUF010", "rowsOut", 900_000 * 6)] // Five distinct counts, and one for what is not distinct.
    [InlineData("five-on-four-bad-4.3", "PART010", "tasks", 5)]
    [InlineData("file-in-each-partition-bad-4.3", "IO012", "files", 2 * 55)]
    [InlineData("orders-without-invoice-bad-4.3", "JOIN006", "keptRows", 60_000)]
    [InlineData("hash-side-too-large-bad-4.3", "MEM014", "attemptsLost", 2)]
    public void Fires_with_the_numbers_of_the_job(string log, string id, string evidence, double number) =>
        Assert.Contains(Diagnose(log + ".zstd").Findings, finding => finding.Id == id && finding.Evidence.Any(item => item.Name == evidence && Math.Abs(item.Number!.Value - number) < 0.5)); // Numbers of which the theory names one have one.

    [Fact]
    public void Names_the_error_of_a_query_that_ran_again()
    {
        var finding = Assert.Single(Diagnose("tried-again-bad-4.3.zstd").Findings, finding => finding.Id == "FAIL011");

        Assert.Equal("ConnectionError: lookup service is not there", finding.Evidence.Single(item => item.Name == "error").Text);
    }

    [Fact]
    public void Advises_a_join_that_spills_when_a_hash_table_had_no_memory()
    {
        var finding = Assert.Single(Diagnose("hash-side-too-large-bad-4.3.zstd").Findings, finding => finding.Id == "MEM014");

        Assert.StartsWith("Drop the hint shuffle_hash", finding.Remedies[0].Change, StringComparison.Ordinal);
    }

    private static DiagnosisResult Diagnose(string log)
    {
        var token = TestContext.Current.CancellationToken;
        using var resolved = EventLogSources.Resolve(Repository.Path("bench", "diagnose-lab", "logs", log), SourceSelection.Newest, new SourceOptions(), token);
        return Diagnoser.Diagnose(EventLogReader.Read(Assert.Single(resolved.Chosen), 2, null, token));
    }
}
