using System.Globalization;
using Stoker.Model.Units;

namespace Stoker.Spark.Tests.HistoryServer.Api;

/// <summary>Times as Spark's REST API writes and reads them.</summary>
internal static class SparkDate
{
    /// <summary>What stands for an end that has not come: one millisecond before the epoch.</summary>
    public static readonly Timestamp Never = new(-1);

    public static string Write(Timestamp time) => time.ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'GMT'", CultureInfo.InvariantCulture);

    public static string? Write(Timestamp? time) => time is { } known ? Write(known) : null;

    /// <summary>A full time with zone, or a day in GMT; null when it is neither.</summary>
    public static Timestamp? Read(string text)
    {
        string[] formats = ["yyyy-MM-dd'T'HH:mm:ss.fff'GMT'", "yyyy-MM-dd"];
        return DateTimeOffset.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? new Timestamp(time.ToUnixTimeMilliseconds())
            : null;
    }
}
