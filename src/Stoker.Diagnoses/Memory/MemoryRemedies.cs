using System.Globalization;
using Stoker.Findings.Remedies;

namespace Stoker.Diagnoses.Memory;

/// <summary>Remedies that give memory; in local mode the driver is the executor (trap T03).</summary>
internal static class MemoryRemedies
{
    /// <summary>More heap by a factor.</summary>
    public static Remedy MoreHeap(Inspection inspection, double factor)
    {
        var key = inspection.IsLocal ? "spark.driver.memory" : "spark.executor.memory";
        var now = inspection.Settings.ByteCount(key);
        var to = now is { } bytes ? ((long)Math.Ceiling(bytes * factor / (1 << 20))).ToString(CultureInfo.InvariantCulture) + "m" : null;
        return new Remedy(RemedyKind.Setting, inspection.IsLocal ? "Give the driver, which runs the tasks here, more heap; at submit time, not in code." : "Give executors more heap.", null, "More memory is paid for, and fewer executors fit on a node.", null, new SettingChange(key, inspection.Settings.Find(key), to));
    }
}
