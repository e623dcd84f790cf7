using Stoker.Diagnoses;
using Stoker.Diagnoses.Caching;
using Stoker.EventLogs;
using Stoker.EventLogs.Sources;
using Stoker.Findings.Pricing;

namespace Stoker.Tests.Diagnoses.Pricing;

public sealed class CachedPartitionsTests
{
    // 200 partitions of 50 ms over all that fill or read the cache are 10 s. Of 8 s that are computed again 5.2 s were to be saved, 0.8 s at least: as they are left all of it is lost,
    // 9.2 s at the most, and nothing is to be expected; merged, none of it.
    [Fact]
    public void Remains_ManyPartitions_MayCostMoreThanTheCacheSaves()
    {
        var remains = CachedPartitions.Remains(200, 50, 8_000, 0.1, 0.65)!.Value; // 200 partitions.

        Assert.Equal((0.8 - 10) / 5.2, remains.Low, 9);
        Assert.Equal((0.0, 1.0), (remains.Expected, remains.High));
    }

    // 10 of 50 ms are 0.5 s of 5.2 s.
    [Fact]
    public void Remains_FewPartitions_IsNextToAll() => Assert.Equal(1 - (0.5 / 5.2), CachedPartitions.Remains(10, 50, 8_000, 0.1, 0.65)!.Value.Expected, 9);

    [Fact]
    public void Remains_NoShuffle_IsNotSaid() => Assert.Null(CachedPartitions.Remains(0, 50, 8_000, 0.1, 0.65));

    [Fact]
    public void Diagnose_QueriesThatGroupAlike_AdviseFewPartitionsAndMayLose()
    {
        var token = TestContext.Current.CancellationToken;
        using var resolved = EventLogSources.Resolve(Repository.Path("bench", "diagnose-lab", "logs", "missing-cache-bad.zstd"), SourceSelection.Newest, new SourceOptions(), token);
        var finding = Assert.Single(Diagnoser.Diagnose(EventLogReader.Read(Assert.Single(resolved.Chosen), 2, null, token)).Findings, finding => finding.Id == "CACHE001");

        Assert.Contains(finding.Remedies, remedy => remedy.Change.Contains("coalesce(2)", StringComparison.Ordinal) && remedy.Change.Contains("200", StringComparison.Ordinal));
        Assert.Equal(Basis.Estimated, finding.Cost!.Basis); // Priced.
        Assert.True(finding.Cost.CoreSeconds is { Low: < 0, Expected: >= 0, High: > 0 });
        Assert.Equal(3, finding.RelatedPlaces.Count); // The other three queries, the longest too.
    }
}
