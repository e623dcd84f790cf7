using System.Globalization;
using Stoker.Model.Sql;

namespace Stoker.Model.Settings;

/// <summary>
/// Settings as they took effect: what the session changed before an execution, else what the application started with, else the default of its
/// version. Vendor builds may have other defaults: there a setting that is not in the log is unknown.
/// </summary>
public sealed class EffectiveSettings
{
    private readonly Application _application;

    /// <summary>Settings of an application.</summary>
    public EffectiveSettings(Application application)
    {
        ArgumentNullException.ThrowIfNull(application);
        _application = application;
        Version = SparkVersion.Parse(application.SparkVersion);
        IsVendorBuild = application.SparkVersion.AsSpan().ContainsAny("-_") || application.SparkVersion.Any(char.IsAsciiLetter);
    }

    /// <summary>Version of Spark; absent when the log does not say.</summary>
    public SparkVersion? Version { get; }

    /// <summary>Whether the version has a suffix that no Apache release has.</summary>
    public bool IsVendorBuild { get; }

    /// <summary>The effective value; absent when unknown, redacted, or without a default.</summary>
    public string? Find(string key, SqlExecution? execution = null)
    {
        var setting = execution is null ? _application.Settings.Find(key) : _application.Settings.Find(key, execution);
        if (setting is not null)
        {
            return setting.Value.Contains("(redacted)", StringComparison.Ordinal) ? null : setting.Value;
        }

        return _application.Settings.IsKnown && !IsVendorBuild && Version is { } version ? SettingTable.DefaultOf(key, version) : null;
    }

    /// <summary>Whether the program or its configuration set a value.</summary>
    public bool IsSet(string key) => _application.Settings.Find(key) is not null;

    /// <summary>A switch; absent when unknown.</summary>
    public bool? IsOn(string key, SqlExecution? execution = null) => Find(key, execution) is { } text && bool.TryParse(text.Trim(), out var on) ? on : null;

    /// <summary>A whole number; absent when unknown.</summary>
    public long? Number(string key, SqlExecution? execution = null) =>
        long.TryParse(Find(key, execution), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>An amount of bytes; a bare number counts as bytes. Absent when unknown.</summary>
    public long? ByteCount(string key, SqlExecution? execution = null) => Find(key, execution) is { } text ? ParseBytes(text) : null;

    /// <summary>A duration, ms. Absent when unknown or infinite.</summary>
    /// <param name="key">The setting.</param>
    /// <param name="unitMs">What a bare number counts, ms: a second for most settings, 1 for those that Spark's configuration declares in milliseconds.</param>
    public long? DurationMs(string key, long unitMs = 1000) => Find(key) is { } text ? ParseDuration(text, unitMs) : null;

    /// <summary>An amount of bytes as Spark writes it (<c>64MB</c>, <c>1g</c>); a bare number counts as bytes. Absent when it is none.</summary>
    public static long? ParseBytes(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.Trim().ToLowerInvariant();
        var digits = 0;
        while (digits < trimmed.Length && (char.IsAsciiDigit(trimmed[digits]) || (digits == 0 && trimmed[0] == '-')))
        {
            digits++;
        }

        if (!long.TryParse(trimmed.AsSpan(0, digits), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        int? shift = trimmed[digits..].TrimEnd('b').TrimEnd('i') switch
        {
            "" => 0,
            "k" => 10,
            "m" => 20,
            "g" => 30,
            "t" => 40,
            "p" => 50,
            _ => null,
        };
        return number << shift;
    }

    /// <summary>A duration as Spark writes it, in ms. Absent when it is none, or infinite.</summary>
    /// <param name="text">The duration.</param>
    /// <param name="unitMs">What a bare number counts, ms.</param>
    public static long? ParseDuration(string text, long unitMs = 1000)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.Trim().ToLowerInvariant();
        var digits = 0;
        while (digits < trimmed.Length && char.IsAsciiDigit(trimmed[digits]))
        {
            digits++;
        }

        if (!long.TryParse(trimmed.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        return trimmed[digits..] switch
        {
            "ms" => number,
            "" => number * unitMs,
            "s" => number * 1000,
            "m" or "min" => number * 60_000,
            "h" => number * 3_600_000,
            "d" => number * 86_400_000,
            _ => null,
        };
    }
}
