using Stoker.Spark.Tests.HistoryServer.Api;
using Stoker.Spark.Tests.HistoryServer.Comparison;

namespace Stoker.Spark.Tests.HistoryServer;

/// <summary>The cases of Spark's HistoryServerSuite, as real servers of two versions answered them (corpus/spark-history-server).</summary>
public sealed class ExpectationTests
{
    public static TheoryData<string, string, string> Cases()
    {
        var cases = new TheoryData<string, string, string>();
        if (SharedFolder.Corpus is { } corpus)
        {
            foreach (var line in File.ReadLines(Path.Combine(corpus, "spark-history-server", "cases.tsv")).Skip(1))
            {
                var parts = line.Split('\t');
                cases.Add("4.3.0", parts[1], parts[2]);
                cases.Add("3.5.9", parts[1], parts[2]);
            }
        }
        else
        {
            cases.Add("", "", "");
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Get_RequestOfSparksOwnSuite_AnswersAsTheServer(string version, string request, string expectation)
    {
        var corpus = Path.Combine(SharedFolder.Require(), "corpus", "spark-history-server");
        var server = version == "3.5.9" ? ServerVersion.Spark35 : ServerVersion.Spark43;
        var comparison = new ModelComparison(SuiteLogs.Load(Path.Combine(corpus, "spark-events")), server);

        var differences = comparison.Compare(request, 200, File.ReadAllText(Path.Combine(corpus, "expectations", "spark-" + version, expectation)));

        Assert.True(differences.Count == 0, string.Join('\n', differences.Take(30)));
    }

    private static class SuiteLogs
    {
        private static readonly Lock Gate = new();
        private static IReadOnlyList<LoadedApplication>? _loaded;

        public static IReadOnlyList<LoadedApplication> Load(string folder)
        {
            lock (Gate)
            {
                return _loaded ??= [.. Directory.EnumerateFileSystemEntries(folder).Select(log =>
                {
                    var application = LogReading.Read(log);
                    return new LoadedApplication(application, application.LastEventTime, folder);
                })];
            }
        }
    }
}
