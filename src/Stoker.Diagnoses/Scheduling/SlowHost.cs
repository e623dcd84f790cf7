using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;
using Stoker.Model.Tasks;

namespace Stoker.Diagnoses.Scheduling;

/// <summary>SCHED003: on one host tasks take longer than on the others, stage after stage, with no more data.</summary>
internal static class SlowHost
{
    public const string Id = "SCHED003";

    /// <summary>Tasks of a host in a stage before its median says anything.</summary>
    private const int LeastTasks = 3;

    /// <summary>What a task takes longer before it is worth a word, ms.</summary>
    private const int LeastExcessMs = 50;

    public static readonly Diagnosis Diagnosis = new(Id, "One host is slow", Rank.Scheduling, Check)
    {
        Limits = [SchedulingThresholds.SlowRatio, SchedulingThresholds.SlowStages, SchedulingThresholds.SlowTasks],
    };

    private static void Check(Inspection inspection, Report report)
    {
        var hosts = inspection.Application.Executors.Where(executor => executor.MaxTasks > 0 && executor.Host.Length > 0).Select(executor => executor.Host).Distinct().Count();
        if (inspection.IsLocal || hosts < 3)
        {
            return;
        }

        var hostOf = inspection.Application.Executors.Where(executor => executor.Host.Length > 0).GroupBy(executor => executor.Id, StringComparer.Ordinal)
            .ToDictionary(lives => lives.Key, lives => lives.Last().Host, StringComparer.Ordinal);
        var compared = new Dictionary<string, List<HostStage>>(StringComparer.Ordinal);
        foreach (var stage in inspection.Stages.Where(stage => stage.TaskCount >= LeastTasks * 3 && !inspection.IsPartialRetry(stage)))
        {
            foreach (var found in Compare(inspection, stage, hostOf))
            {
                (System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(compared, found.Host, out _) ??= []).Add(found);
            }
        }

        foreach (var (host, stages) in compared.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (Suspect(inspection, host, stages) is { } suspicion)
            {
                report.Add(suspicion);
            }
        }
    }

    private static Suspicion? Suspect(Inspection inspection, string host, List<HostStage> stages)
    {
        var limit = inspection.ValueOf(Id, SchedulingThresholds.SlowRatio);
        List<HostStage> slow = [.. stages.Where(found => found.MedianMs >= limit * found.OthersMedianMs && found.MedianMs - found.OthersMedianMs >= LeastExcessMs && found.Bytes <= 1.2 * found.OthersBytes)];
        var tasks = slow.Sum(found => found.Tasks);

        // Four of five stages: what is slow now and then is chance.
        if (slow.Count < inspection.ValueOf(Id, SchedulingThresholds.SlowStages) || tasks < inspection.ValueOf(Id, SchedulingThresholds.SlowTasks) || slow.Count < 0.8 * stages.Count)
        {
            return null;
        }

        var suspicion = new Suspicion(new HostPlace(host), Confidence.Medium) { Basis = Basis.Measured };
        suspicion.Doubt("its tasks may have had the harder rows");
        foreach (var executor in inspection.Application.Executors.Where(executor => executor.Host == host).Take(3))
        {
            suspicion.RelatedPlaces.Add(new ExecutorPlace(executor.Id));
        }

        var ratios = slow.Select(found => found.MedianMs / (double)Math.Max(1, found.OthersMedianMs)).Order().ToList();
        suspicion.Prove("stages", slow.Count, EvidenceUnit.Count)
            .Prove("tasks", tasks, EvidenceUnit.Count)
            .Prove("timeRatio", ratios[ratios.Count / 2], EvidenceUnit.Ratio, null, new Threshold(SchedulingThresholds.SlowRatio.Name, Comparison.AtLeast, limit))
            .Prove("excessTime", slow.Sum(found => found.ExcessMs), EvidenceUnit.CoreMilliseconds);
        foreach (var found in slow)
        {
            suspicion.RelatedPlaces.Add(new StagePlace(found.Stage.Stage.Id));
            var share = Math.Min(1, found.ExcessMs / (double)Math.Max(1, found.Stage.DurationMs));
            suspicion.ClaimRun(inspection.Ledger, found.Stage, share * 0.5, share * 0.8, share);
        }

        return suspicion.Advise("Look at the host: a full or failing disk, other work on it, a throttled CPU, a slow link. Take it out of the cluster if it stays slow.")
            .Advise(inspection.Settings.IsOn("spark.speculation") == false
                ? inspection.Settings.Change("spark.speculation", "true", "Let Spark start a second copy of slow tasks elsewhere; excluding hosts (spark.excludeOnFailure) sees failures only.", risk: "Only when tasks may run twice: no writes to external systems.")
                : null);
    }

    /// <summary>What each host took in a stage, and what the others took; nothing when fewer than three hosts have enough tasks.</summary>
    private static List<HostStage> Compare(Inspection inspection, StageWork stage, Dictionary<string, string> hostOf)
    {
        List<HostTasks> hosts = [.. TasksByHost(inspection, stage, hostOf).Where(host => host.Count >= LeastTasks)];
        if (hosts.Count < 3)
        {
            return [];
        }

        // Sorting is for stages in which a host stands out: there are few.
        var mean = hosts.Sum(host => host.DurationMs) / (double)hosts.Sum(host => host.Count);
        if (!hosts.Exists(host => host.DurationMs / (double)host.Count >= 1.2 * mean))
        {
            return [.. hosts.Select(host => new HostStage(host.Name, stage, host.Count, 0, 1, 0, 0, 0))];
        }

        var durations = DurationsOf(inspection, stage, hosts);
        long[] medians = [.. durations.Select(own => own[own.Count / 2])];
        List<HostStage> compared = [];
        for (var index = 0; index < hosts.Count; index++)
        {
            var (host, at) = (hosts[index], index);
            long[] others = [.. medians.Where((_, other) => other != at).Order()];
            var othersMedian = others[others.Length / 2];
            var othersBytes = hosts.Where(other => other != host).Sum(other => other.Bytes) / (double)hosts.Where(other => other != host).Sum(other => other.Count);
            compared.Add(new HostStage(host.Name, stage, host.Count, medians[at], othersMedian, host.Bytes / (double)host.Count, othersBytes, durations[at].Sum(duration => Math.Max(0, duration - othersMedian))));
        }

        return compared;
    }

    /// <summary>Sums of the comparable tasks of each host.</summary>
    private static IEnumerable<HostTasks> TasksByHost(Inspection inspection, StageWork stage, Dictionary<string, string> hostOf)
    {
        var tasks = stage.Stage.Tasks;
        var (input, local, remote) = (tasks.Metric(TaskMetric.InputBytesRead), tasks.Metric(TaskMetric.ShuffleLocalBytesRead), tasks.Metric(TaskMetric.ShuffleRemoteBytesRead));
        var byExecutor = ByExecutor(tasks, hostOf);
        for (var row = 0; row < tasks.Count; row++)
        {
            if (byExecutor[tasks.ExecutorIndex(row)] is { } host && IsComparable(inspection, stage, row))
            {
                host.Count++;
                host.DurationMs += Math.Max(0, tasks.Duration(row).Value);
                host.Bytes += (input?[row] ?? 0) + (local?[row] ?? 0) + (remote?[row] ?? 0);
            }
        }

        return byExecutor.OfType<HostTasks>().Distinct();
    }

    /// <summary>Durations of the comparable tasks of some hosts, each ascending.</summary>
    private static List<List<long>> DurationsOf(Inspection inspection, StageWork stage, List<HostTasks> hosts)
    {
        var tasks = stage.Stage.Tasks;
        List<List<long>> durations = [.. hosts.Select(host => new List<long>(host.Count))];
        var positions = tasks.ExecutorNames.Select(name => hosts.FindIndex(host => host.Executors.Contains(name))).ToArray();
        for (var row = 0; row < tasks.Count; row++)
        {
            if (positions[tasks.ExecutorIndex(row)] is >= 0 and var position && IsComparable(inspection, stage, row))
            {
                durations[position].Add(Math.Max(0, tasks.Duration(row).Value));
            }
        }

        durations.ForEach(own => own.Sort());
        return durations;
    }

    private static bool IsComparable(Inspection inspection, StageWork stage, int row) =>
        stage.Stage.Tasks.Status(row) == TaskAttemptStatus.Success && !inspection.WarmUp.Contains(stage, row);

    /// <summary>By position of the executor in a table: its host; executors of one host share it. Null for executors whose host is not known.</summary>
    private static HostTasks?[] ByExecutor(TaskTable tasks, Dictionary<string, string> hostOf)
    {
        var hosts = new Dictionary<string, HostTasks>(StringComparer.Ordinal);
        var byExecutor = new HostTasks?[tasks.ExecutorNames.Count];
        for (var executor = 0; executor < byExecutor.Length; executor++)
        {
            if (hostOf.TryGetValue(tasks.ExecutorNames[executor], out var name))
            {
                var host = hosts.TryGetValue(name, out var known) ? known : (hosts[name] = new HostTasks(name));
                host.Executors.Add(tasks.ExecutorNames[executor]);
                byExecutor[executor] = host;
            }
        }

        return byExecutor;
    }

    /// <summary>A host in a stage; times in ms, bytes a task.</summary>
    private sealed record HostStage(string Host, StageWork Stage, int Tasks, long MedianMs, long OthersMedianMs, double Bytes, double OthersBytes, long ExcessMs);

    /// <summary>Tasks of a host in a stage; mutable while they are summed.</summary>
    private sealed class HostTasks(string name)
    {
        public string Name { get; } = name;

        public HashSet<string> Executors { get; } = new(StringComparer.Ordinal);

        public int Count { get; set; }

        public long DurationMs { get; set; }

        public long Bytes { get; set; }
    }
}
