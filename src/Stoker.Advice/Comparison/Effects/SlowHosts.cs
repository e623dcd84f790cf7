using Stoker.Advice.Comparison.Matching;

namespace Stoker.Advice.Comparison.Effects;

/// <summary>Time that tasks of a stage lost on hosts slower than the others.</summary>
internal static class SlowHosts
{
    /// <summary>Task time in ms above what the same tasks would have taken on the other hosts.</summary>
    public static double Excess(StageFigures figures) => Find(figures).Sum(host => host.Excess);

    /// <summary>The slow hosts of a stage with what they cost.</summary>
    public static IEnumerable<(string Host, double Excess)> Find(StageFigures figures)
    {
        foreach (var (host, share) in figures.Hosts)
        {
            var others = figures.Hosts.Where(other => other.Key != host).Select(other => other.Value).ToList();
            var tasks = others.Sum(other => other.Tasks);
            if (share.Tasks < ComparisonThresholds.SlowHostTasks || tasks < ComparisonThresholds.SlowHostTasks)
            {
                continue;
            }

            var (meanTime, meanBytes) = (others.Sum(other => other.Time) / tasks, others.Sum(other => other.Bytes) / tasks);
            if (share.MeanTime >= ComparisonThresholds.SlowHostRatio * meanTime && share.MeanBytes <= ComparisonThresholds.SlowHostBytes * meanBytes)
            {
                yield return (host, share.Tasks * (share.MeanTime - meanTime));
            }
        }
    }
}
