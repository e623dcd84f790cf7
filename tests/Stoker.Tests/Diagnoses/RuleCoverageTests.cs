using Stoker.Diagnoses;
using Stoker.EventLogs;
using Stoker.EventLogs.Sources;
using Stoker.Findings;
using Stoker.Tests.Shared;

namespace Stoker.Tests.Diagnoses;

/// <summary>Each rule fires on a real log, and stays silent, or at Info, on one that nearly has the fault: its healthy twin, or another program's.</summary>
public sealed partial class RuleCoverageTests
{
    [Fact]
    public void Catalogue_EachRule_HasATestThatFires() => Assert.Equal(
        DiagnosisCatalogue.Titles.Select(title => title.Id),
        Fires.Select(row => row.Data.Item1).Concat(FiresInItsOwnTest.Keys).Order(StringComparer.Ordinal));

    [Fact]
    public void Catalogue_EachRule_HasATestThatStaysSilent() => Assert.Equal(
        DiagnosisCatalogue.Titles.Select(title => title.Id),
        StaysSilent.Select(row => row.Data.Item1).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Fires))]
    public void Fires_when_a_real_log_has_the_fault(string id, string log, Severity least) =>
        Assert.Contains(Diagnose(log).Findings, finding => finding.Id == id && finding.Severity >= least);

    [Theory]
    [MemberData(nameof(StaysSilent))]
    public void Stays_silent_when_a_real_log_nearly_has_the_fault(string id, string log) =>
        Assert.DoesNotContain(Diagnose(log).Findings, finding => finding.Id == id && finding.Severity > Severity.Info);

    [Theory]
    [InlineData(2_000, 1)]
    [InlineData(3_000, 0)]
    public void Fires_when_commits_take_long(double least, int count)
    {
        // A local disk renames 9,600 files in 2.3 s: an object store copies each. The share of the write is 2 %.
        var limits = new DiagnosisOptions { Thresholds = new Dictionary<(string, string), double> { [("IO011", "commitMs")] = least, [("IO011", "commitShare")] = 0.01 } };

        var found = Diagnose("ten-thousand-files-bad-4.3", limits).Findings.Where(finding => finding.Id == "IO011").ToList();

        Assert.Equal(count, found.Count);
        Assert.All(found, finding => Assert.Equal(2_297, finding.Evidence.Single(item => item.Name == "jobCommitTime").Number));
    }

    private static DiagnosisResult Diagnose(string log, DiagnosisOptions? options = null)
    {
        var token = TestContext.Current.CancellationToken;
        var path = log.Contains('/', StringComparison.Ordinal) ? Path.Combine(SharedFolder.Corpus(), log) : Repository.Path("bench", "diagnose-lab", "logs", log + ".zstd");
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            Assert.Skip($"SKIPPED FOR LACK OF DATA: no {path}.");
        }

        using var resolved = EventLogSources.Resolve(path, SourceSelection.Newest, new SourceOptions(), token);
        return Diagnoser.Diagnose(EventLogReader.Read(resolved.Chosen[0], 2, null, token), options);
    }
}
