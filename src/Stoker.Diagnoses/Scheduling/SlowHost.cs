using System.Runtime.InteropServices;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;

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

        var tasksOf = new TasksByHost(inspection);
        var compared = new Dictionary<string, List<HostStage>>(StringComparer.Ordinal);
        foreach (var stage in inspection.Stages.Where(stage => stage.TaskCount >= LeastTasks * 3 && !inspection.IsPartialRetry(stage)))
        {
            foreach (var found in Compare(tasksOf, stage))
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(compared, found.Host, out _) ??= []).Add(found);
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
    private static List<HostStage> Compare(TasksByHost tasksOf, StageWork stage)
    {
        List<HostTasks> hosts = tasksOf.Of(stage).FindAll(host => host.Count >= LeastTasks);
        if (hosts.Count < 3)
        {
            return [];
        }

        // Sorting is for stages in which a host stands out: there are few.
        var (allMs, allBytes, count) = (hosts.Sum(host => host.DurationMs), hosts.Sum(host => host.Bytes), hosts.Sum(host => host.Count));
        if (!hosts.Exists(host => host.DurationMs / (double)host.Count >= 1.2 * (allMs / (double)count)))
        {
            return hosts.ConvertAll(host => new HostStage(host.Name, stage, host.Count, 0, 1, 0, 0, 0));
        }

        tasksOf.ReadDurations(stage, hosts);
        var medians = hosts.ConvertAll(host => host.Durations[host.Durations.Count / 2]);
        medians.Sort();
        return hosts.ConvertAll(host =>
        {
            // Of the others the median is the middle of all but its own.
            var median = host.Durations[host.Durations.Count / 2];
            var middle = (medians.Count - 1) / 2;
            var othersMedian = medians[middle >= medians.BinarySearch(median) ? middle + 1 : middle];
            var othersBytes = (allBytes - host.Bytes) / (double)(count - host.Count);
            return new HostStage(host.Name, stage, host.Count, median, othersMedian, host.Bytes / (double)host.Count, othersBytes, host.Durations.Sum(duration => Math.Max(0, duration - othersMedian)));
        });
    }

    /// <summary>A host in a stage; times in ms, bytes a task.</summary>
    private sealed record HostStage(string Host, StageWork Stage, int Tasks, long MedianMs, long OthersMedianMs, double Bytes, double OthersBytes, long ExcessMs);
}
