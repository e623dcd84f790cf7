using System.Globalization;
using Stoker.Model.Units;

namespace Stoker.Reports.Quantities;

/// <summary>Writes points in time in the zone that the reader asked for; UTC unless asked.</summary>
public sealed class Clock
{
    private static readonly string[] LocalFormats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];

    private static readonly string[] OffsetFormats = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFK"];

    private readonly TimeZoneInfo? _zone;

    private Clock(TimeZoneInfo? zone) => _zone = zone;

    /// <summary>UTC, for which no time zone data is loaded.</summary>
    public static Clock Utc { get; } = new(null);

    /// <summary>A clock of a zone.</summary>
    public static Clock In(TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return new Clock(zone);
    }

    /// <summary>Date and time to the second with the zone: <c>2026-03-01 14:05:11 UTC</c>, <c>2026-03-01 15:05:11 +01:00</c>.</summary>
    public string DateAndTime(Timestamp time)
    {
        if (time.EpochMilliseconds <= 0)
        {
            return "start unknown"; // A log that tells no time.
        }

        var (local, offset) = Local(time);
        return local.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " " + offset;
    }

    /// <summary>Time of day with the zone, preceded by the date when that is not the date of <paramref name="reference"/>.</summary>
    public string TimeOfDay(Timestamp time, Timestamp reference)
    {
        var (local, offset) = Local(time);
        var format = local.Date == Local(reference).Local.Date ? "HH:mm:ss" : "yyyy-MM-dd HH:mm:ss";
        return local.ToString(format, CultureInfo.InvariantCulture) + " " + offset;
    }

    /// <summary>Reads a date, or a date and a time; without an offset it is a time of this clock's zone.</summary>
    public bool TryRead(string text, out DateTimeOffset time)
    {
        foreach (var format in LocalFormats)
        {
            if (DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            {
                time = new DateTimeOffset(local, _zone?.GetUtcOffset(local) ?? TimeSpan.Zero);
                return true;
            }
        }

        return DateTimeOffset.TryParseExact(text, OffsetFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
    }

    private (DateTimeOffset Local, string Offset) Local(Timestamp time)
    {
        var utc = time.ToDateTimeOffset();
        if (_zone is null)
        {
            return (utc, "UTC");
        }

        var local = TimeZoneInfo.ConvertTime(utc, _zone);
        return (local, local.ToString("zzz", CultureInfo.InvariantCulture));
    }
}
