using System.Globalization;
using Stoker.Advice.Sizing;
using Stoker.Model;
using Stoker.Model.Executors;

namespace Stoker.Advice.Recommendations;

/// <summary>
/// Whether the machines are known to hold a larger executor. Asking for more than the largest of them has keeps an application waiting for ever, and
/// YARN refuses it at once; only a machine that held several executors at one time is known to have more than one of them needs.
/// </summary>
internal static class MachineMemory
{
    /// <summary>A machine that runs Spark alone has this much.</summary>
    private const long LocalHeap = 8L << 30;

    private const long Mebibyte = 1L << 20;

    /// <summary>Why it is left to a person, in a sentence; null when the machines held as much.</summary>
    /// <param name="context">The application.</param>
    /// <param name="containerBytes">Memory of an executor in this run.</param>
    /// <param name="wantedBytes">Memory of an executor after the change.</param>
    public static string? Objection(AdviceContext context, long containerBytes, long wantedBytes)
    {
        var wanted = string.Create(CultureInfo.InvariantCulture, $"{wantedBytes / (double)(1 << 30):0.#} GiB");
        if (context.Cluster == ClusterManager.Local)
        {
            return wantedBytes <= LocalHeap ? null : $"The machine must have {wanted} free: the log does not tell.";
        }

        if (context.Cluster == ClusterManager.Yarn)
        {
            const string Key = "yarn.scheduler.maximum-allocation-mb";
            if (!long.TryParse(context.Application.Settings.Hadoop.FirstOrDefault(pair => pair.Key == Key).Value, NumberStyles.None, CultureInfo.InvariantCulture, out var most))
            {
                return $"YARN refuses executors above {Key}, which the log does not tell: see that it is over {wanted}.";
            }

            if (wantedBytes > most * Mebibyte)
            {
                return $"An executor would need {wanted}, and YARN refuses what is above {Key}, {most} MiB here.";
            }
        }

        var together = MostOnOneHost(context.Application.Executors);
        return wantedBytes <= together * containerBytes
            ? null
            : $"An executor would need {wanted}, and no machine of this run is known to have that: see that they do, or Spark waits for executors for ever.";
    }

    /// <summary>Executors that were on one machine at one time, at the most; 0 where there was none.</summary>
    internal static int MostOnOneHost(IReadOnlyList<Executor> executors) => executors.Where(executor => !executor.IsDriver).GroupBy(executor => executor.Host, StringComparer.Ordinal)
        .Select(host => host.Max(one => host.Count(other => other.AddTime <= one.AddTime && (other.RemoveTime is not { } end || end > one.AddTime))))
        .DefaultIfEmpty().Max();
}
