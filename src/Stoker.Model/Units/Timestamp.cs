using System.Globalization;

namespace Stoker.Model.Units;

/// <summary>A point in time as Spark logs it: milliseconds since 1970-01-01 UTC, by the clock of the driver unless said otherwise.</summary>
/// <param name="EpochMilliseconds">Milliseconds since the epoch.</param>
public readonly record struct Timestamp(long EpochMilliseconds) : IComparable<Timestamp>
{
    /// <summary>The time that passed from <paramref name="start"/> to <paramref name="end"/>; negative when the clock went backwards.</summary>
    public static Milliseconds operator -(Timestamp end, Timestamp start) => new(end.EpochMilliseconds - start.EpochMilliseconds);

    /// <summary>The later point.</summary>
    public static Timestamp operator +(Timestamp start, Milliseconds duration) => new(start.EpochMilliseconds + duration.Value);

    /// <summary>Earlier than.</summary>
    public static bool operator <(Timestamp left, Timestamp right) => left.EpochMilliseconds < right.EpochMilliseconds;

    /// <summary>Later than.</summary>
    public static bool operator >(Timestamp left, Timestamp right) => left.EpochMilliseconds > right.EpochMilliseconds;

    /// <summary>Not later than.</summary>
    public static bool operator <=(Timestamp left, Timestamp right) => left.EpochMilliseconds <= right.EpochMilliseconds;

    /// <summary>Not earlier than.</summary>
    public static bool operator >=(Timestamp left, Timestamp right) => left.EpochMilliseconds >= right.EpochMilliseconds;

    /// <inheritdoc/>
    public int CompareTo(Timestamp other) => EpochMilliseconds.CompareTo(other.EpochMilliseconds);

    /// <summary>The same point as a BCL type, clamped to what that type can hold.</summary>
    public DateTimeOffset ToDateTimeOffset() =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(EpochMilliseconds, -62_135_596_800_000, 253_402_300_799_999));

    /// <summary>ISO 8601 in UTC with milliseconds.</summary>
    public override string ToString() => ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
