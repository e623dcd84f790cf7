using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Stoker.Spark.Tests.HistoryServer.Api;

namespace Stoker.Spark.Tests.HistoryServer.Comparison;

/// <summary>Gathers the differences of many logs.</summary>
internal sealed partial class ComparisonReport
{
    private readonly List<string> _unread = [];

    public int Answers { get; private set; }

    public int Logs { get; private set; }

    public List<(string Request, JsonDifference Difference)> Differences { get; } = [];

    /// <summary>Counts, and one example of each kind of difference.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Answers} answers about {Logs} logs, {Differences.Count} differences; the server refuses: {string.Join(", ", _unread)}");
        foreach (var kind in Differences.GroupBy(found => Number().Replace(found.Difference.Path, "*")).OrderByDescending(kind => kind.Count()))
        {
            var (request, difference) = kind.First();
            var logs = kind.Select(found => found.Request.Split('/', '?').ElementAtOrDefault(1)).Distinct().Count();
            text.AppendLine(CultureInfo.InvariantCulture, $"{kind.Count()} in {logs} logs {kind.Key}, such as {request} {difference}");
        }

        return text.ToString();
    }

    public void Compare(Recording.Round round, ServerVersion server)
    {
        var updates = ModelComparison.LastUpdates(round.Answers);
        List<LoadedApplication> loaded = [];
        foreach (var log in round.Logs)
        {
            var application = LogReading.Read(Path.Combine(SharedFolder.Repository, log));
            if (updates.TryGetValue((application.Id, application.AttemptId), out var updated))
            {
                loaded.Add(new LoadedApplication(application, updated, ""));
            }
            else
            {
                _unread.Add(Path.GetFileName(log));
            }
        }

        Logs += loaded.Count;
        var comparison = new ModelComparison(loaded, server);
        foreach (var answer in round.Answers)
        {
            if (IsRefusalToReplay(answer))
            {
                _unread.Add(answer.Request);
                continue;
            }

            Answers++;
            Differences.AddRange(comparison.Compare(answer.Request, answer.Status, answer.Body).Select(difference => (answer.Request, difference)));
        }
    }

    [GeneratedRegex("[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    /// <summary>A log that the server cannot replay (broken lines) answers 500 to everything but the list.</summary>
    private static bool IsRefusalToReplay(Recording.Answer answer) => answer.Status == 500;
}
