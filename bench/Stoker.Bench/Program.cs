using System.Diagnostics;
using Stoker.Bench;
using Stoker.EventLogs;

var log = File.ReadAllBytes(args[0]);
var threads = args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : Environment.ProcessorCount;
for (var round = 0; round < 8; round++)
{
    var watch = Stopwatch.StartNew();
    using var feed = new MemoryFeed(log, 2 << 20);
    var application = EventLogReader.Read(feed, threads, null, null, CancellationToken.None);
    watch.Stop();
    Console.WriteLine($"{log.Length / watch.Elapsed.TotalSeconds / 1e9:F2} GB/s, {application.TaskAttemptCount} tasks, {application.Jobs.Count} jobs, {application.SqlExecutions.Count} executions, {application.Reading.IssueCount} issues, {application.Name}");
    foreach (var issue in application.Reading.Issues.Take(round == 0 ? 5 : 0)) Console.WriteLine(issue);
}
