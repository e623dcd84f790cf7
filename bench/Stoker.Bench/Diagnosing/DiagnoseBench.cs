using System.Diagnostics;
using System.Globalization;
using Stoker.Diagnoses;
using Stoker.EventLogs;
using Stoker.EventLogs.Sources;
using Stoker.Model;
using Stoker.Model.TimeSplit;

namespace Stoker.Bench.Diagnosing;

/// <summary>
/// Reads a log once, then diagnoses it some times: seconds of reading, of the time split and of the diagnoses (with the CPU time of all threads,
/// since the machine may be shared), the dearest rules, and the peak of memory.
/// </summary>
internal static class DiagnoseBench
{
    public static void Run(string path, int rounds)
    {
        var (application, reading) = Measure(() =>
        {
            using var resolved = EventLogSources.Resolve(path, SourceSelection.Newest, new());
            return EventLogReader.Read(resolved.Chosen[0], Environment.ProcessorCount);
        });
        Console.WriteLine($"read {reading}, {application.TaskAttemptCount} task attempts, {application.Stages.Count} stages, {application.SqlExecutions.Count} executions, peak {PeakMebibytes()} MiB");
        for (var round = 0; round < rounds; round++)
        {
            var (time, split) = Measure(() => TimeBreakdown.Of(application));
            var (result, diagnoses) = Measure(() => Diagnoser.Diagnose(application, null, time));
            Console.WriteLine($"time split {split}, diagnoses {diagnoses}, {result.Findings.Count} findings, peak {PeakMebibytes()} MiB");
        }

        ShowParts(application);
    }

    private static void ShowParts(Application application)
    {
        var (inspection, preparing) = Measure(() => new Inspection(application, new DiagnosisOptions()));
        Console.WriteLine($"prepare {preparing}");
        var rules = DiagnosisCatalogue.Rules.Select(rule => (rule.Id, Time: Measure(() =>
        {
            rule.Check(inspection, new Report(rule.Id));
            return 0;
        }).Time)).OrderByDescending(rule => rule.Time.Wall);
        foreach (var (id, time) in rules.Take(8))
        {
            Console.WriteLine($"{id} {time}");
        }
    }

    private static (T Result, Elapsed Time) Measure<T>(Func<T> work)
    {
        using var me = Process.GetCurrentProcess();
        var cpu = me.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        var result = work();
        clock.Stop();
        me.Refresh();
        return (result, new Elapsed(clock.Elapsed, me.TotalProcessorTime - cpu));
    }

    private static long PeakMebibytes()
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
    }

    private readonly record struct Elapsed(TimeSpan Wall, TimeSpan Cpu)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Wall.TotalSeconds:F3} s ({Cpu.TotalSeconds:F3} s of CPU)");
    }
}
