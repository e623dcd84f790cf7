using System.Globalization;
using Stoker.Diagnoses;
using Stoker.Findings;
using Stoker.Model;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Diagnoses;

/// <summary>CACHE004 to CACHE006 and CACHE008. Two executors of two slots; job 0 fills RDD 5, the others read it or not.</summary>
public sealed class CacheRuleTests
{
    private const string InMemory = """{"Use Disk":true,"Use Memory":true,"Use Off Heap":false,"Deserialized":true,"Replication":1}""";

    [Fact]
    public void Fires_when_a_cache_is_held_while_later_stages_spill()
    {
        // Filled until 6 s, not read until the end at 47 s: 41 s. Spill of 2 GiB written and read at 200 MB/s is 21 s.
        var finding = Assert.Single(Held(spilledBytes: 1L << 31).Findings, finding => finding.Id == "CACHE004");

        Assert.Equal(41_000, finding.Evidence.Single(item => item.Name == "unreadTime").Number);
        Assert.Equal(21_474.836, finding.Evidence.Single(item => item.Name == "spillAndCollection").Number ?? 0, 3);
        Assert.Equal(Severity.Info, finding.Severity);
    }

    [Fact]
    public void Stays_silent_when_nothing_lacks_memory_or_the_cache_was_released_or_read_to_the_end()
    {
        Assert.DoesNotContain(Held(spilledBytes: 0).Findings, finding => finding.Id == "CACHE004");
        Assert.DoesNotContain(Held(1L << 31, isUnpersisted: true).Findings, finding => finding.Id == "CACHE004");
        Assert.DoesNotContain(Held(1L << 31, isReadLast: true).Findings, finding => finding.Id == "CACHE004");
    }

    [Theory]
    [InlineData("""{"Use Disk":true,"Use Memory":true,"Use Off Heap":false,"Deserialized":true,"Replication":2}""", false, true)] // Copies that no loss needed.
    [InlineData("""{"Use Disk":true,"Use Memory":true,"Use Off Heap":false,"Deserialized":true,"Replication":2}""", true, false)]
    [InlineData("""{"Use Disk":true,"Use Memory":false,"Use Off Heap":false,"Deserialized":false,"Replication":1}""", false, true)] // Disk, and memory was free.
    [InlineData(InMemory, false, false)]
    public void Fires_when_the_level_costs_more_than_it_gives(string level, bool isLossy, bool fires)
    {
        var log = Begin().Job(0, 1_000, 4, 5_000, Cached(level)).Job(1, 10_000, 4, 5_000, Cached(level));
        var findings = Diagnoser.Diagnose((isLossy ? log.Lost("2", 12_000) : log).End(20_000)).Findings;

        Assert.Equal(fires, findings.Any(finding => finding.Id == "CACHE005"));
        Assert.All(findings.Where(finding => finding.Id == "CACHE005"), finding => Assert.Equal(Severity.Info, finding.Severity));
    }

    [Theory]
    [InlineData(8_000, 8, true)] // 8 of 16 tasks took 8 s instead of 2 s.
    [InlineData(3_900, 8, false)] // Less than twice as long.
    [InlineData(8_000, 3, false)] // Three of 16.
    public void Fires_when_tasks_away_from_their_blocks_take_longer(long awayMs, int away, bool fires)
    {
        var log = Begin().Job(0, 1_000, 4, 5_000, Cached(InMemory));
        var findings = Diagnoser.Diagnose(log.Job(1, 10_000, 16, 2_000, Cached(InMemory), away, awayMs).End(80_000)).Findings;

        Assert.Equal(fires, findings.Any(finding => finding.Id == "CACHE006"));
        if (fires)
        {
            var finding = findings.Single(finding => finding.Id == "CACHE006");
            Assert.Equal(8 * 6 * 0.6, finding.Cost!.CoreSeconds.Expected, 3); // Eight tasks, 6 s each, six tenths.
            Assert.Equal(Severity.Minor, finding.Severity);
        }
    }

    [Theory]
    [InlineData("", "10s")]
    [InlineData(",\"spark.locality.wait\":\"30s\"", null)] // It waits longer already.
    public void Wait_IsRaised_for_tasks_away_from_their_blocks_unless_it_is_long(string settings, string? to)
    {
        var log = Begin(settings).Job(0, 1_000, 4, 5_000, Cached(InMemory));
        var finding = Assert.Single(Diagnoser.Diagnose(log.Job(1, 10_000, 16, 2_000, Cached(InMemory), 8, 8_000).End(80_000)).Findings, finding => finding.Id == "CACHE006");

        Assert.Equal(to, finding.Remedies.Select(remedy => remedy.Setting).FirstOrDefault(setting => setting?.Key == "spark.locality.wait")?.To);
    }

    [Fact]
    public void Stays_silent_on_eviction_when_the_log_does_not_tell_what_tasks_read()
    {
        const string memoryOnly = """{"Use Disk":false,"Use Memory":true,"Use Off Heap":false,"Deserialized":true,"Replication":1}""";
        var log = Begin().Job(0, 1_000, 4, 5_000, Cached(memoryOnly)).Job(1, 10_000, 16, 5_000, Cached(memoryOnly));

        Assert.DoesNotContain(Diagnoser.Diagnose(log.End(80_000)).Findings, finding => finding.Id == "CACHE003");
    }

    [Fact]
    public void Fires_when_each_pass_has_more_stages_and_takes_longer()
    {
        // Passes of 2, 3, … 13 stages and 1, 2, … 12 s: a straight line. Beyond the fastest 66 s.
        var finding = Assert.Single(Looping(pass => pass + 2, pass => (pass + 1) * 1_000).Findings, finding => finding.Id == "CACHE008");

        Assert.Equal(12, finding.Evidence.Single(item => item.Name == "passes").Number);
        Assert.Equal(2, finding.Evidence.Single(item => item.Name == "firstStages").Number);
        Assert.Equal(13, finding.Evidence.Single(item => item.Name == "lastStages").Number);
        Assert.Equal(1, finding.Evidence.Single(item => item.Name == "fit").Number ?? 0, 6);
    }

    [Fact]
    public void Stays_silent_when_passes_grow_in_one_thing_only()
    {
        Assert.DoesNotContain(Looping(_ => 2, pass => (pass + 1) * 1_000).Findings, finding => finding.Id == "CACHE008"); // The data grows.
        Assert.DoesNotContain(Looping(pass => pass + 2, _ => 2_000).Findings, finding => finding.Id == "CACHE008"); // What is behind is skipped.
        Assert.DoesNotContain(Looping(pass => pass + 2, pass => pass % 2 == 0 ? 1_000 : 6_000).Findings, finding => finding.Id == "CACHE008"); // No line.
    }

    [Fact]
    public void Fires_once_for_each_loop_of_a_line()
    {
        // Two loops of 12 passes that share a line; the second begins anew with two stages. One line, one finding.
        var finding = Assert.Single(Looping(pass => (pass % 12) + 2, pass => ((pass % 12) + 1) * 1_000, passes: 24).Findings, finding => finding.Id == "CACHE008");

        Assert.Equal(2, finding.Evidence.Single(item => item.Name == "occurrences").Number);
        Assert.Equal(12, finding.Evidence.Single(item => item.Name == "passes").Number);
    }

    private static DiagnosisResult Held(long spilledBytes, bool isUnpersisted = false, bool isReadLast = false)
    {
        var log = Begin().Job(0, 1_000, 4, 5_000, Cached(InMemory));
        log = isUnpersisted ? log.Unpersist() : log;
        return Diagnoser.Diagnose(log.Job(1, 6_000, 4, 40_000, isReadLast ? Cached(InMemory) : "", spilledBytes: spilledBytes / 4).End(47_000));
    }

    private static DiagnosisResult Looping(Func<int, int> stages, Func<int, long> lengthMs, int passes = 12)
    {
        var (log, time) = (Begin(), 1_000L);
        for (var pass = 0; pass < passes; pass++)
        {
            // All stages but the last are skipped: their shuffles are there.
            log.Log.JobStart(pass, time, [.. Enumerable.Range(0, stages(pass)).Select(stage => ((pass * 100) + stage, 1))], """{"callSite.short":"count at job.py:30"}""");
            var last = (pass * 100) + stages(pass) - 1;
            log.Log.StageSubmitted(last, 1, time).TaskStart(last, pass, 0, time).TaskEnd(last, pass, 0, time, time + lengthMs(pass), metrics: Metrics(lengthMs(pass), 0))
                .StageCompleted(last, 1, time, time + lengthMs(pass)).JobEnd(pass, time + lengthMs(pass));
            time += lengthMs(pass);
        }

        return Diagnoser.Diagnose(log.End(time + 1_000));
    }

    private static CacheLog Begin(string settings = "") => new(new LogBuilder().LogStart("3.5.9").ApplicationStart("app-1", "orders", 0)
        .Line($$$"""{"Event":"SparkListenerEnvironmentUpdate","JVM Information":{},"Spark Properties":{"spark.master":"yarn"{{{settings}}}},"System Properties":{},"Classpath Entries":{}}""")
        .ExecutorAdded("1", 0, 2).ExecutorAdded("2", 0, 2, "host-2"));

    private static string Cached(string level) =>
        $$$"""{"RDD ID":5,"Name":"MapPartitionsRDD","Callsite":"map at job.py:3","Parent IDs":[],"Storage Level":{{{level}}},"Barrier":false,"Number of Partitions":4,"Number of Cached Partitions":0,"Memory Size":0,"Disk Size":0}""";

    private static string Metrics(long ms, long spilledBytes) => string.Create(CultureInfo.InvariantCulture, $$"""{"Executor Run Time":{{ms}},"Executor CPU Time":{{ms * 1_000_000}},"JVM GC Time":0,"Memory Bytes Spilled":{{spilledBytes}},"Disk Bytes Spilled":{{spilledBytes}}}""");

    /// <summary>Jobs of one stage, tasks in waves on both executors.</summary>
    private sealed record CacheLog(LogBuilder Log)
    {
        public CacheLog Job(int id, long time, int tasks, long ms, string rdds, int away = 0, long awayMs = 0, long spilledBytes = 0)
        {
            Log.JobStart(id, time, [(id, tasks)]).StageSubmitted(id, tasks, time, rdds: rdds);
            var end = time;
            for (var index = 0; index < tasks; index++)
            {
                var (isAway, executor) = (index < away, index % 4 < 2 ? "1" : "2");
                var length = isAway ? awayMs : ms;
                var launch = time + (index / 4 * Math.Max(ms, awayMs));
                end = Math.Max(end, launch + length);
                var task = (id * 100) + index;
                var (from, to) = ("\"Locality\":\"PROCESS_LOCAL\"", isAway ? "\"Locality\":\"ANY\"" : "\"Locality\":\"PROCESS_LOCAL\"");
                Log.Line(new LogBuilder().TaskStart(id, task, index, launch, executor: executor).Text.Replace(from, to, StringComparison.Ordinal).TrimEnd())
                    .Line(new LogBuilder().TaskEnd(id, task, index, launch, launch + length, executor: executor, metrics: Metrics(length, spilledBytes)).Text.Replace(from, to, StringComparison.Ordinal).TrimEnd());
            }

            Log.StageCompleted(id, tasks, time, end, rdds: rdds).JobEnd(id, end);
            return this;
        }

        public CacheLog Unpersist()
        {
            Log.Line("""{"Event":"SparkListenerUnpersistRDD","RDD ID":5}""");
            return this;
        }

        public CacheLog Lost(string executor, long time)
        {
            Log.ExecutorRemoved(executor, time, "Executor heartbeat timed out after 160000 ms");
            return this;
        }

        public Application End(long time) => Log.ApplicationEnd(time).Read();
    }
}
