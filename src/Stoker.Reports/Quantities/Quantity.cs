using System.Globalization;
using Stoker.Model.Units;

namespace Stoker.Reports.Quantities;

/// <summary>How every report writes durations, sizes, counts and shares: here and nowhere else. Invariant culture, plain ASCII.</summary>
public static class Quantity
{
    private const long SecondMs = 1_000;
    private const long MinuteMs = 60 * SecondMs;
    private const long HourMs = 60 * MinuteMs;
    private const long DayMs = 24 * HourMs;

    /// <summary>From here on, hours are counted in days.</summary>
    private const long ManyHoursMs = 100 * HourMs;

    private static readonly string[] SizeUnits = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    /// <summary>Two units at most, no finer than helps: <c>12 ms</c>, <c>3.4 s</c>, <c>2 min 05 s</c>, <c>1 h 02 min</c>, <c>5 d 14 h</c>.</summary>
    public static string Duration(Milliseconds duration)
    {
        var ms = duration.Value;
        if (ms < 0)
        {
            return "-" + Duration(new Milliseconds(ms == long.MinValue ? long.MaxValue : -ms));
        }

        // Each range ends where the next finer unit would round up into it: 59.96 s is one minute, not 60.0 s.
        return ms switch
        {
            < SecondMs => string.Create(CultureInfo.InvariantCulture, $"{ms} ms"),
            < MinuteMs - 50 => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(ms / 1000m, 1, MidpointRounding.AwayFromZero):0.0} s"),
            < HourMs - 500 => Pair(Whole(ms, SecondMs), 60, "min", "s"),
            < ManyHoursMs - (MinuteMs / 2) => Pair(Whole(ms, MinuteMs), 60, "h", "min"),
            _ => Pair(Whole(ms, HourMs), 24, "d", "h"),
        };
    }

    /// <summary>Two ends of an interval, <c>1.2 s to 3.4 s</c>; where both read alike, one: <c>about 1.2 s</c>.</summary>
    public static string Between(Milliseconds low, Milliseconds high, string separator = " to ")
    {
        var (from, to) = (Duration(low), Duration(high));
        return from == to ? "about " + from : from + separator + to;
    }

    /// <summary>Binary units with three digits or less: <c>640 B</c>, <c>1.5 KiB</c>, <c>12.3 GiB</c>, <c>512 MiB</c>.</summary>
    public static string Size(Bytes size)
    {
        if (size.Value < 0)
        {
            return "-" + Size(new Bytes(size.Value == long.MinValue ? long.MaxValue : -size.Value));
        }

        var unit = 0;
        var value = (decimal)size.Value;
        while (value >= 999.5m && unit < SizeUnits.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        var digits = unit == 0 || value >= 99.95m ? "0" : "0.0";
        return value.ToString(digits, CultureInfo.InvariantCulture) + " " + SizeUnits[unit];
    }

    /// <summary>Thousands apart, and millions once there are ten of them: <c>1,204</c>, <c>13.5 M</c>.</summary>
    public static string Count(long count) => Math.Abs(count) < 10_000_000
        ? count.ToString("#,0", CultureInfo.InvariantCulture)
        : Math.Abs(count) < 10_000_000_000
            ? (count / 1e6m).ToString("#,0.0", CultureInfo.InvariantCulture) + " M"
            : (count / 1e9m).ToString("#,0.0", CultureInfo.InvariantCulture) + " G";

    /// <summary>A count with its noun: <c>1 task</c>, <c>12 tasks</c>.</summary>
    public static string Count(long count, string singular, string? plural = null) =>
        Count(count) + " " + (count == 1 ? singular : plural ?? singular + "s");

    /// <summary>A share of a whole in percent: <c>42 %</c>; <c>&lt;1 %</c> for little but not nothing, <c>&gt;99 %</c> for nearly all.</summary>
    public static string Share(double part, double whole)
    {
        if (whole <= 0 || part <= 0)
        {
            return "0 %";
        }

        var percent = 100 * part / whole;
        return percent switch
        {
            < 0.5 => "<1 %",
            > 99.5 and < 100 => ">99 %",
            _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(percent, MidpointRounding.AwayFromZero):0} %"),
        };
    }

    /// <summary>How many times as much, for ratios of two and more: <c>3.1 x</c>, <c>42 x</c>.</summary>
    public static string Ratio(double ratio) => ratio < 9.95
        ? ratio.ToString("0.0", CultureInfo.InvariantCulture) + " x"
        : ratio.ToString("#,0", CultureInfo.InvariantCulture) + " x";

    /// <summary>Rows or events a second, without its unit: three digits below a hundred, else whole: <c>0.25</c>, <c>12.3</c>, <c>1,204</c>.</summary>
    public static string Rate(double perSecond) => perSecond switch
    {
        < 9.995 => perSecond.ToString("0.00", CultureInfo.InvariantCulture),
        < 99.95 => perSecond.ToString("0.0", CultureInfo.InvariantCulture),
        _ => Count((long)Math.Round(perSecond)),
    };

    private static long Whole(long ms, long unitMs) => (ms + (unitMs / 2)) / unitMs;

    private static string Pair(long small, long perBig, string big, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{small / perBig} {big} {small % perBig:00} {unit}");
}
