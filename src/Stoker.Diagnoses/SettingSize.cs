using System.Globalization;

namespace Stoker.Diagnoses;

/// <summary>Sizes as a person writes them into a setting: <c>22g</c> and not <c>22396m</c>, <c>50MB</c> and not <c>49MB</c>.</summary>
internal static class SettingSize
{
    private const long MiB = 1L << 20;
    private const long GiB = 1L << 30;

    /// <summary>Steps of memory below 1 GiB.</summary>
    private const long SmallStep = 128 * MiB;

    private static readonly int[] Round = [1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 40, 50, 64, 80, 100, 128, 150, 200, 256, 300, 400, 512, 600, 800];

    /// <summary>Memory, at least so much: whole gibibytes from 2 GiB on, one and a half below, else eighths.</summary>
    public static string Memory(double bytes)
    {
        var step = bytes > 2 * GiB ? GiB : bytes > GiB ? GiB / 2 : SmallStep;
        var size = (long)Math.Ceiling(bytes / step) * step;
        return size % GiB == 0 ? Text(size / GiB, "g") : Text(size / MiB, "m");
    }

    /// <summary>A limit that must not be below a size.</summary>
    public static string AtLeast(double bytes) => bytes > Round[^1] * MiB ? Text((long)Math.Ceiling(bytes / GiB), "GB") : Text(Array.Find(Round, size => size * MiB >= bytes), "MB");

    /// <summary>A limit that must not be above a size, 1 MiB at least.</summary>
    public static string AtMost(double bytes) => bytes >= GiB ? Text((long)(bytes / GiB), "GB") : Text(Math.Max(1, Array.FindLast(Round, size => size * MiB <= bytes)), "MB");

    private static string Text(long number, string unit) => number.ToString(CultureInfo.InvariantCulture) + unit;
}
