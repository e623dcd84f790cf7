using Stoker.Spark.Tests.HistoryServer.Api;
using Stoker.Spark.Tests.HistoryServer.Comparison;

namespace Stoker.Spark.Tests.HistoryServer;

/// <summary>
/// Answers of real servers about logs of this repository, kept beside the tests so that they need no Spark. Made with, for instance,
/// <c>eng/record-history-server --spark 4.3.0 --output tests/Stoker.Spark.Tests/HistoryServer/Recorded/samples-4.3.0.jsonl.gz samples</c>.
/// </summary>
public sealed class RecordedTests
{
    private static readonly string Folder = Path.Combine(SharedFolder.Repository, "tests", "Stoker.Spark.Tests", "HistoryServer", "Recorded");

    public static TheoryData<string> Recordings() => Directory.Exists(Folder) && Directory.GetFiles(Folder, "*.jsonl.gz") is { Length: > 0 } files
        ? [.. files.Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)]
        : [""];

    [Theory]
    [MemberData(nameof(Recordings))]
    public void Get_EveryRecordedRequest_AnswersAsTheServer(string recording)
    {
        Assert.SkipWhen(recording.Length == 0, $"Nothing is recorded in {Folder}.");
        var report = new ComparisonReport();
        foreach (var round in Recording.Read(Path.Combine(Folder, recording)).Rounds)
        {
            report.Compare(round, recording.Contains("3.5.9", StringComparison.Ordinal) ? ServerVersion.Spark35 : ServerVersion.Spark43);
        }

        Assert.True(report.Differences.Count == 0, report.ToString());
    }
}
