// Diagnoses logs and prints one JSON line a finding: LOG ID SEVERITY and so on. Arguments are logs or folders of logs.
using System.Diagnostics;
using System.Text.Json;
using Stoker.Diagnoses;
using Stoker.EventLogs;
using Stoker.EventLogs.Sources;

foreach (var path in args)
{
    using var resolved = EventLogSources.Resolve(path, new SourceSelection { All = true }, new SourceOptions());
    foreach (var log in resolved.Chosen)
    {
        var application = EventLogReader.Read(log, 2);
        var watch = Stopwatch.StartNew();
        var result = Diagnoser.Diagnose(application);
        var elapsed = watch.Elapsed.TotalMilliseconds;
        var rank = 0;
        Print(new Dictionary<string, object?> { ["log"] = path, ["app"] = application.Id, ["name"] = application.Name, ["wallS"] = result.WallSeconds, ["supplyS"] = result.SupplySeconds, ["tasks"] = application.TaskAttemptCount, ["diagnoseMs"] = Math.Round(elapsed, 1), ["suppressed"] = result.SuppressedCount });
        foreach (var finding in result.Ranked.Concat(result.Findings.Where(finding => finding.CausedBy is not null)))
        {
            Print(new Dictionary<string, object?>
            {
                ["log"] = path,
                ["id"] = finding.Id,
                ["severity"] = finding.Severity.ToString(),
                ["rank"] = finding.CausedBy is null ? ++rank : null,
                ["cause"] = finding.CausedBy?.Id,
                ["place"] = finding.Place.SortKey,
                ["core"] = finding.Cost is { } cost ? Math.Round(cost.CoreSeconds.Expected, 2) : null,
                ["wall"] = finding.Cost?.WallSeconds is { } wall ? Math.Round(wall.Expected, 2) : null,
                ["evidence"] = string.Join(", ", finding.Evidence.Select(item => $"{item.Name}={item.Text ?? item.Number?.ToString("G5", System.Globalization.CultureInfo.InvariantCulture)}")),
            });
        }
    }
}

static void Print(Dictionary<string, object?> row) => Console.WriteLine(JsonSerializer.Serialize(row));
