using System.Diagnostics;
using System.Globalization;
using Stoker.Diagnoses;
using Stoker.Diagnoses.Pricing;
using Stoker.EventLogs;
using Stoker.EventLogs.Sources;
using Stoker.Model;
using Stoker.Model.TimeSplit;

namespace Stoker.Bench.Diagnosing;

/// <summary>
/// Reads a log once, then diagnoses it some times: seconds of reading, of the time split, of the diagnoses and of their parts (with the CPU
/// time of all threads, since the machine may be shared, and what was allocated), the dearest rules, and the peak of memory.
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
        List<Candidate> candidates = [];
        var rules = DiagnosisCatalogue.Rules.Select(rule =>
        {
            var (report, time) = Measure(() =>
            {
                var report = new Report(rule.Id);
                rule.Check(inspection, report);
                return report;
            });
            candidates.AddRange(report.Suspicions.Select(suspicion => new Candidate(rule, suspicion)));
            return (rule.Id, report.Suspicions.Count, Time: time);
        }).ToList();
        Console.WriteLine($"rules {new Elapsed(Sum(rules.Select(rule => rule.Time.Wall)), Sum(rules.Select(rule => rule.Time.Cpu)), rules.Sum(rule => rule.Time.Bytes))}, {candidates.Count} suspicions");
        foreach (var (id, count, time) in rules.OrderByDescending(rule => rule.Time.Cpu).Take(12))
        {
            Console.WriteLine($"  {id} {time}, {count} suspicions");
        }

        var (joined, joining) = Measure(() => SameCause.Join(inspection, candidates));
        Console.WriteLine($"same cause {joining}, {joined.Count} left");
        Console.WriteLine($"settlement {Measure(() => Settlement.Settle(joined, inspection.Ledger, inspection.Path, inspection.Stages))}");
        Console.WriteLine($"causes {Measure(() => Causes.Join(joined))}");
    }

    private static TimeSpan Sum(IEnumerable<TimeSpan> times) => times.Aggregate(TimeSpan.Zero, (left, right) => left + right);

    private static Elapsed Measure(Action work) => Measure(() =>
    {
        work();
        return 0;
    }).Time;

    private static (T Result, Elapsed Time) Measure<T>(Func<T> work)
    {
        using var me = Process.GetCurrentProcess();
        var (cpu, bytes) = (me.TotalProcessorTime, GC.GetTotalAllocatedBytes());
        var clock = Stopwatch.StartNew();
        var result = work();
        clock.Stop();
        me.Refresh();
        return (result, new Elapsed(clock.Elapsed, me.TotalProcessorTime - cpu, GC.GetTotalAllocatedBytes() - bytes));
    }

    private static long PeakMebibytes()
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
    }

    private readonly record struct Elapsed(TimeSpan Wall, TimeSpan Cpu, long Bytes)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Wall.TotalSeconds:F3} s ({Cpu.TotalSeconds:F3} s of CPU, {Bytes / 1048576.0:F1} MiB allocated)");
    }
}
