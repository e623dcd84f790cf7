using System.Text.Json;
using Stoker.Diagnoses;
using Stoker.EventLogs;
using Stoker.EventLogs.Sources;
using Stoker.Findings;

namespace Stoker.Tests.Diagnoses;

/// <summary>
/// Recall and precision over all committed runs of the lab, counted as bench/diagnose-lab/score.py counts them: an expected id counts as found, and an id that
/// is neither expected nor true too as a false alarm, when it is at Minor or above. Of ID@info any severity will do.
/// </summary>
public sealed class LabScoreTests
{
    private const string AtInfo = "@info";

    [Fact]
    public void Diagnose_AllRunsOfTheLab_FindsTheFaultsAndNothingElse()
    {
        var folder = Repository.Path("bench", "diagnose-lab", "logs");
        var (found, missed, alarms) = (0, new List<string>(), new List<string>());
        foreach (var line in File.ReadLines(Path.Combine(folder, "truth.jsonl")))
        {
            using var run = JsonDocument.Parse(line);
            var log = run.RootElement.GetProperty("log").GetString()!; // Written by compact.py.
            var findings = FindingsOf(Path.Combine(folder, log));
            var loud = findings.Where(finding => finding.Severity > Severity.Info).Select(finding => finding.Id).ToHashSet();
            var told = loud.Concat(findings.Select(finding => finding.Id + AtInfo)).ToHashSet();
            var expected = Strings(run.RootElement, "expected").Select(group => group.Split('|')).ToList();
            found += expected.Count(group => group.Any(told.Contains));
            missed.AddRange(expected.Where(group => !group.Any(told.Contains)).Select(group => $"{log}: {group[0]}"));
            alarms.AddRange(loud.Except(expected.SelectMany(group => group).Select(id => id.Replace(AtInfo, "", StringComparison.Ordinal))).Except(Strings(run.RootElement, "also")).Select(id => $"{log}: {id}"));
        }

        var all = $"found {found}, missed {string.Join(", ", missed)}; false alarms {string.Join(", ", alarms)}";
        Assert.True(found >= 0.9 * (found + missed.Count), all);
        Assert.True(found >= 0.95 * (found + alarms.Count), all);
    }

    private static IReadOnlyList<Finding> FindingsOf(string path)
    {
        var token = TestContext.Current.CancellationToken;
        using var resolved = EventLogSources.Resolve(path, SourceSelection.Newest, new SourceOptions(), token);
        var result = Diagnoser.Diagnose(EventLogReader.Read(Assert.Single(resolved.Chosen), 2, null, token));
        Assert.All(result.Findings, finding => Assert.True(finding.Confidence == Confidence.High || finding.Doubt is { Length: > 0 }, $"{path}: {finding.Id} does not say why it is not sure."));
        return result.Findings;
    }

    private static IEnumerable<string> Strings(JsonElement run, string name) => run.GetProperty(name).EnumerateArray().Select(item => item.GetString()!); // Written by compact.py.
}
