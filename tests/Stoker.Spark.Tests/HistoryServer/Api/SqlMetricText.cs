using System.Globalization;
using Stoker.Model.Sql;

namespace Stoker.Spark.Tests.HistoryServer.Api;

/// <summary>Text of a SQL metric (source: SQLMetrics.stringValue, MetricUtils.stringValue, Utils.bytesToString and msDurationToString).</summary>
internal static class SqlMetricText
{
    private const string Heading = "(min, med, max (stageId: taskId))";

    public static string Of(SqlMetric metric, SqlMetricTotal total) => metric.Type switch
    {
        "sum" => Count(total.Sum),
        "average" => total.Count > 1
            ? $"{Heading}:\n({Average(total.Minimum)}, {Average(total.Median)}, {Average(total.Maximum)} {Place(total)})"
            : Average(total.Sum),
        "size" => Spread(total, Bytes),
        "timing" => Spread(total, Duration),
        "nsTiming" => Spread(total, nanoseconds => Duration(nanoseconds / 1_000_000)),
        _ when metric.Type.StartsWith("v2Custom_", StringComparison.Ordinal) => "N/A",
        _ => Spread(total, value => $"[unknown] {Count(value)}"),
    };

    private static string Spread(SqlMetricTotal total, Func<long, string> text) => total.Count > 1
        ? $"total {Heading}\n{text(total.Sum)} ({text(total.Minimum)}, {text(total.Median)}, {text(total.Maximum)} {Place(total)})"
        : text(total.Sum);

    private static string Place(SqlMetricTotal total) => total.MaximumStage is { } stage ? $"(stage {stage}: task {total.MaximumTask})" : "(driver)";

    private static string Count(long value) => value.ToString("#,##0", CultureInfo.InvariantCulture);

    private static string Average(long tenths) => ((decimal)tenths / 10).ToString("#,##0.#", CultureInfo.InvariantCulture);

    private static string Bytes(long bytes)
    {
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
        var unit = units.Length - 1;
        while (unit > 0 && bytes < 2L << (10 * unit))
        {
            unit--;
        }

        return Fixed((decimal)bytes / (1L << (10 * unit)), 1) + " " + units[unit];
    }

    /// <summary>Spark divides in single precision: 1,150 ms are 1.1499999 s and print as 1.1 s.</summary>
    private static string Duration(long milliseconds) => milliseconds switch
    {
        < 1_000 => milliseconds.ToString(CultureInfo.InvariantCulture) + " ms",
        < 60_000 => Fixed((decimal)(double)(milliseconds / 1_000f), 1) + " s",
        < 3_600_000 => Fixed((decimal)(double)(milliseconds / 60_000f), 1) + " m",
        _ => Fixed((decimal)(double)(milliseconds / 3_600_000f), 2) + " h",
    };

    private static string Fixed(decimal value, int digits) =>
        Math.Round(value, digits, MidpointRounding.AwayFromZero).ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
