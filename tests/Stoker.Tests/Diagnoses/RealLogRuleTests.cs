using Stoker.Diagnoses;
using Stoker.EventLogs;
using Stoker.EventLogs.Sources;
using Stoker.Findings;

namespace Stoker.Tests.Diagnoses;

/// <summary>
/// Rules on real logs of small jobs, with thresholds lowered to their size. Small files (IO001), which all of them read, are left out: they would take the price.
/// </summary>
public sealed class RealLogRuleTests
{
    [Theory]
    [InlineData("partition-udf", "IO005", "partitionsRead", 60)]
    [InlineData("pruning-off", "IO005", "partitionsRead", 60)]
    [InlineData("cast-filter", "IO006", "rowsKept", 3_000)]
    [InlineData("wide-cache", "IO007", "columnsUsed", 3)]
    [InlineData("packed-text", "IO008", "files", 1)]
    [InlineData("two-scans", "IO009", "scans", 2)]
    [InlineData("merged-schemas", "IO013", "tasks", 2)]
    [InlineData("small-splits", "IO014", "maxPartitionBytes", 1 << 20)]
    [InlineData("one-file", "IO017", "written", 37_029_789)]
    [InlineData("row-by-row", "IO018", "fileBytes", 761_185_457)]
    [InlineData("or-chain", "IO020", "alternatives", 600)]
    [InlineData("result-limit", "DRV003", "maxResultSize", 2 << 20)]
    [InlineData("rare-rows", "DRV009", "rounds", 5)]
    public void Fires_when_a_real_log_has_the_fault(string log, string id, string evidence, double number) =>
        Assert.Contains(Diagnose(log).Findings, finding => finding.Id == id && finding.Evidence.Any(item => item.Name == evidence && item.Number == number));

    [Theory]
    [InlineData("IO005", "partition-udf,pruning-off,two-scans")]
    [InlineData("IO006", "cast-filter")]
    [InlineData("IO007", "wide-cache")]
    [InlineData("IO008", "packed-text")]
    [InlineData("IO009", "two-scans")]
    [InlineData("IO013", "merged-schemas")]
    [InlineData("IO014", "small-splits")]
    [InlineData("IO016", "")]
    [InlineData("IO017", "one-file")]
    [InlineData("IO018", "row-by-row")]
    [InlineData("IO020", "or-chain")]
    [InlineData("DRV003", "result-limit")]
    [InlineData("DRV009", "rare-rows")]
    [InlineData("CACHE008", "")]
    public void Stays_silent_when_a_real_log_has_another_fault(string id, string logs)
    {
        var folder = Repository.Path("tests", "Stoker.Tests", "Diagnoses", "Logs");
        var others = Directory.GetFiles(folder, "*.zstd").Select(Path.GetFileNameWithoutExtension).Except(logs.Split(','), StringComparer.Ordinal);

        Assert.All(others, log => Assert.DoesNotContain(Diagnose(log!).Findings, finding => finding.Id == id)); // Not null: names of files.
    }

    [Fact]
    public void Fires_and_tells_the_cast_from_what_was_pushed()
    {
        // The cast hides the column; the same with a string is pushed, and so is not priced above Info; no reader can use the remainder.
        var severities = Diagnose("cast-filter").Findings.Where(finding => finding.Id == "IO006").Select(finding => finding.Severity);

        Assert.Equal([Severity.Minor, Severity.Info, Severity.Info], severities);
    }

    private static DiagnosisResult Diagnose(string log)
    {
        var token = TestContext.Current.CancellationToken;
        var limits = new DiagnosisOptions
        {
            Disabled = new HashSet<string>(StringComparer.Ordinal) { "IO001", "PART001" },
            Thresholds = new Dictionary<(string, string), double>
            {
                [("IO005", "largeScanBytes")] = 1 << 20,
                [("IO006", "filteredRows")] = 100_000,
                [("IO007", "largeScanBytes")] = 1 << 20,
                [("IO008", "stageWorkMs")] = 200,
                [("IO008", "idleSlotsRatio")] = 1,
                [("IO009", "largeScanBytes")] = 1 << 20,
                [("IO018", "largeScanBytes")] = 1 << 20,
            },
        };
        using var resolved = EventLogSources.Resolve(Repository.Path("tests", "Stoker.Tests", "Diagnoses", "Logs", log + ".zstd"), SourceSelection.Newest, new SourceOptions(), token);
        return Diagnoser.Diagnose(EventLogReader.Read(resolved.Chosen[0], 2, null, token), limits);
    }
}
