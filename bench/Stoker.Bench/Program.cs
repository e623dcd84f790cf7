using System.Diagnostics;
using Stoker.Bench;
using Stoker.EventLogs;
using Stoker.EventLogs.Events;
using Stoker.EventLogs.Scanning;

if (args is ["generate", var source, var tasks, var target])
{
    using var file = new FileStream(target, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
    Stoker.Bench.Generating.LogGenerator.Generate(source, long.Parse(tasks, System.Globalization.CultureInfo.InvariantCulture), file);
    return;
}

if (args is ["shape", var shaped, ..])
{
    using var file = new FileStream(shaped, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
    Stoker.Bench.Generating.ShapedLog.Write(Stoker.Bench.Generating.LogShape.Parse(args[2..]), file);
    return;
}

if (args is ["compress", var plain, var compressed])
{
    Stoker.Bench.Generating.ZstdFraming.Compress(plain, compressed);
    return;
}

if (args is ["read", ..])
{
    foreach (var path in args[1..])
    {
        var clock = Stopwatch.StartNew();
        using var resolved = Stoker.EventLogs.Sources.EventLogSources.Resolve(path, Stoker.EventLogs.Sources.SourceSelection.Newest, new());
        var read = EventLogReader.Read(resolved.Chosen[0], Environment.ProcessorCount);
        var rss = long.Parse(File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], System.Globalization.CultureInfo.InvariantCulture);
        Console.WriteLine($"{clock.Elapsed.TotalSeconds:F3} s {read.Reading.PlainBytes / clock.Elapsed.TotalSeconds / 1e9:F2} GB/s, peak {rss / 1024} MB, {read.SparkVersion} {read.Name}: {read.TaskAttemptCount} tasks, {read.Jobs.Count} jobs, {read.Stages.Count} stages, {read.SqlExecutions.Count} sql, {read.Executors.Count} executors, {read.Reading.IssueCount} issues {string.Join("; ", read.Reading.Issues.Take(2))} unknown {string.Join(",", read.Reading.Events.Where(e => !e.IsKnown).Select(e => e.Name))} {path}");
    }
    return;
}

if (args is ["diagnose", var logPath, ..])
{
    Stoker.Bench.Diagnosing.DiagnoseBench.Run(logPath, args.Length > 2 ? int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture) : 3);
    return;
}

var log = File.ReadAllBytes(args[0]);
var threads = args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : Environment.ProcessorCount;
var rounds = args.Length > 2 ? int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture) : 8;
var me = Process.GetCurrentProcess();
if (threads == 0)
{
    for (var round = 0; round < rounds; round++)
    {
        var batch = new EventBatch();
        var reader = new LineReader(new StringPool(), batch);
        me.Refresh();
        var cpu = me.TotalProcessorTime;
        for (var at = 0; at < log.Length;)
        {
            var end = Math.Min(log.Length, at + (2 << 20));
            var stop = log.AsSpan(at, end - at).LastIndexOf((byte)'\n') + 1;
            if (stop == 0) break;
            batch.Clear();
            reader.ReadLines(log.AsSpan(at, stop), 0);
            at += stop;
        }
        me.Refresh();
        Console.WriteLine($"lines only: {log.Length / (me.TotalProcessorTime - cpu).TotalSeconds / 1e9:F2} GB/cpu-s");
    }
    return;
}
for (var round = 0; round < rounds; round++)
{
    me.Refresh();
    var cpu = me.TotalProcessorTime;
    var watch = Stopwatch.StartNew();
    using var feed = new MemoryFeed(log, 2 << 20);
    var application = EventLogReader.Read(feed, threads, null, null, CancellationToken.None);
    watch.Stop();
    me.Refresh();
    Console.WriteLine($"{log.Length / watch.Elapsed.TotalSeconds / 1e9:F2} GB/s {log.Length / (me.TotalProcessorTime - cpu).TotalSeconds / 1e9:F2} GB/cpu-s, {application.TaskAttemptCount} tasks, {application.Jobs.Count} jobs, {application.SqlExecutions.Count} executions, {application.Reading.IssueCount} issues, {application.Name}");
    foreach (var issue in application.Reading.Issues.Take(round == 0 ? 5 : 0)) Console.WriteLine(issue);
}
