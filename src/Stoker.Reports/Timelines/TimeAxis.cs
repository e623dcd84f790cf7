using System.Globalization;
using Stoker.Model.Units;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Timelines;

/// <summary>Round points in time to label an axis with.</summary>
internal static class TimeAxis
{
    private static readonly long[] RoundSteps =
    [
        1, 2, 5, 10, 20, 50, 100, 200, 500,
        1_000, 2_000, 5_000, 10_000, 20_000, 30_000,
        60_000, 120_000, 300_000, 600_000, 1_200_000, 1_800_000,
        3_600_000, 7_200_000, 10_800_000, 21_600_000, 43_200_000,
        86_400_000, 172_800_000, 604_800_000,
    ];

    /// <summary>Distance between labels so that they are at most <paramref name="most"/>.</summary>
    public static long Step(Milliseconds length, int most)
    {
        foreach (var step in RoundSteps)
        {
            if (length.Value <= step * (long)most)
            {
                return step;
            }
        }

        return RoundSteps[^1] * Math.Max(1, length.Value / RoundSteps[^1] / most + 1);
    }

    /// <summary>A multiple of a step without parts that are zero: <c>20 s</c>, <c>1 min 20 s</c>, <c>2 h</c>, <c>1.2 s</c>.</summary>
    public static string Label(Milliseconds time)
    {
        var ms = time.Value;
        if (ms == 0)
        {
            return "0";
        }

        if (ms >= 1_000 && ms < 60_000 && ms % 1_000 == 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{ms / 1_000} s");
        }

        var text = Quantity.Duration(time);
        foreach (var zero in (ReadOnlySpan<string>)[" 00 s", " 00 min", " 00 h"])
        {
            if (text.EndsWith(zero, StringComparison.Ordinal))
            {
                return text[..^zero.Length];
            }
        }

        return text;
    }
}
