using System.Globalization;

namespace Stoker.Model.Settings;

/// <summary>
/// What a container is given beside the heap of its JVM, by Spark's rule (ResourceProfile, ResourceUtils): what is set, else a share of the heap, a tenth where none is set, and 384 MiB at least.
/// </summary>
/// <param name="settings">Settings of the run.</param>
/// <param name="changes">Those that are to be different.</param>
public sealed class MemoryOverhead(EffectiveSettings settings, IReadOnlyDictionary<string, string> changes)
{
    private const double Mebibyte = 1 << 20;

    /// <summary>The least that there is where nothing is set, in bytes.</summary>
    private const double LeastBytes = 384 * Mebibyte;

    private const double DefaultFactor = 0.1;

    /// <summary>Bytes beside a heap.</summary>
    /// <param name="role"><c>executor</c> or <c>driver</c>, as settings spell it.</param>
    /// <param name="heapBytes">The heap.</param>
    public double BytesOf(string role, double heapBytes) => Find($"spark.{role}.memoryOverhead") is { } set && Size(set) is { } bytes ? bytes : ShareOf(role, heapBytes);

    /// <summary>Bytes beside a heap where they are a share of it, whatever size is set.</summary>
    /// <param name="role"><c>executor</c> or <c>driver</c>, as settings spell it.</param>
    /// <param name="heapBytes">The heap.</param>
    public double ShareOf(string role, double heapBytes) => Math.Max(Factor($"spark.{role}.memoryOverheadFactor") * heapBytes, LeastOf(role));

    /// <summary>Spark 4.0 made the least a setting.</summary>
    private double LeastOf(string role) => (Find($"spark.{role}.minMemoryOverhead") is { } set ? Size(set) : null) ?? LeastBytes;

    /// <summary>Kubernetes had a setting of its own before Spark 3.3, and still takes it where the newer one is not set.</summary>
    private double Factor(string key)
    {
        var kubernetes = Find("spark.master")?.StartsWith("k8s:", StringComparison.Ordinal) == true ? Number(Find("spark.kubernetes.memoryOverheadFactor")) : null;
        return (changes.ContainsKey(key) || settings.IsSet(key) ? Number(Find(key)) : null) ?? kubernetes ?? Number(Find(key)) ?? DefaultFactor;
    }

    private string? Find(string key) => changes.GetValueOrDefault(key) ?? settings.Find(key);

    /// <summary>A bare number counts MiB; null where the value is none.</summary>
    private static double? Size(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var mebibytes) ? mebibytes * Mebibyte : EffectiveSettings.ParseBytes(text);

    private static double? Number(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
