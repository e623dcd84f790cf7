using Stoker.Findings.Remedies;
using Stoker.Model.Settings;

namespace Stoker.Diagnoses.Memory;

/// <summary>Remedies that give memory; in local mode the driver is the executor (trap T03).</summary>
internal static class MemoryRemedies
{
    private const string DriverHeap = "spark.driver.memory";
    private const string Overhead = "spark.executor.memoryOverhead";

    /// <summary>From 32 GiB on references take eight bytes: a heap just above holds less than one just below.</summary>
    private const long CompressedBytes = 31L << 30;

    /// <summary>More heap by a factor, up to where references get wider; null when it is there already.</summary>
    public static Remedy? MoreHeap(Inspection inspection, double factor)
    {
        var now = ExecutorMemory.SizeOf(inspection.Settings, KeyOf(inspection));
        return now >= CompressedBytes * 9 / 10 ? null : Change(inspection, now is { } bytes ? Math.Min(bytes * factor, CompressedBytes) : null);
    }

    /// <summary>More heap by a factor, however large: without it the tasks fail.</summary>
    public static Remedy MuchMoreHeap(Inspection inspection, double factor) => Change(inspection, ExecutorMemory.SizeOf(inspection.Settings, KeyOf(inspection)) * factor);

    /// <summary>More memory for what is not heap; the size is absent where it is not known what would do.</summary>
    public static Remedy MoreBesideHeap(Inspection inspection, string change, double? bytes) => new(
        RemedyKind.Setting,
        change,
        null,
        "Fewer executors fit on a node.",
        "2.3",
        new SettingChange(Overhead, inspection.Settings.Find(Overhead), bytes is { } known ? SettingSize.Memory(known) : null));

    /// <summary>More heap for the driver; the size is absent where it is not known what it has.</summary>
    public static Remedy MoreDriverHeap(Inspection inspection, double? bytes) => new(
        RemedyKind.Setting,
        "Give the driver more heap: when it is started, not in code.",
        null,
        null,
        SettingTable.SinceOf(DriverHeap),
        new SettingChange(DriverHeap, inspection.Settings.Find(DriverHeap), bytes is { } known ? SettingSize.Memory(known) : null));

    private static string KeyOf(Inspection inspection) => inspection.IsLocal ? DriverHeap : "spark.executor.memory";

    private static Remedy Change(Inspection inspection, double? bytes)
    {
        var key = KeyOf(inspection);
        var to = bytes is { } known ? SettingSize.Memory(known) : null;
        return new Remedy(RemedyKind.Setting, inspection.IsLocal ? "Give the driver, which runs the tasks here, more heap; at submit time, not in code." : "Give executors more heap.", null, "More memory is paid for, and fewer executors fit on a node.", null, new SettingChange(key, inspection.Settings.Find(key), to));
    }
}
