using Stoker.Spark.Tests.HistoryServer.Api;
using Stoker.Spark.Tests.HistoryServer.Comparison;

namespace Stoker.Spark.Tests.HistoryServer;

/// <summary>
/// Every answer of a real History Server about every log of the corpus, and about the logs below the folders in STOKER_HISTORY_LOGS (logs of own
/// jobs: Jobs/run). The server is 4.3.0; with STOKER_HISTORY_SERVERS=4.3.0,3.5.9 it is both.
/// </summary>
public sealed class LiveServerTests
{
    public static TheoryData<string> Servers() => [.. (Environment.GetEnvironmentVariable("STOKER_HISTORY_SERVERS") ?? "4.3.0").Split(',')];

    [Theory]
    [MemberData(nameof(Servers))]
    public void Get_EveryRequestOfEveryLog_AnswersAsTheServer(string version)
    {
        var shared = SharedFolder.Require();
        string[] own = (Environment.GetEnvironmentVariable("STOKER_HISTORY_LOGS") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        var recording = Recorder.Record(shared, version, [.. Directory.EnumerateDirectories(Path.Combine(shared, "corpus")), .. own]);

        var report = new ComparisonReport();
        foreach (var round in recording.Rounds)
        {
            report.Compare(round, version == "3.5.9" ? ServerVersion.Spark35 : ServerVersion.Spark43);
        }

        Assert.True(report.Differences.Count == 0, report.ToString());
        Assert.NotEqual(0, report.Answers);
    }
}
