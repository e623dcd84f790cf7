namespace Stoker.Model.Settings;

/// <summary>When dynamic allocation gives executors back.</summary>
public static class DynamicAllocation
{
    /// <summary>A run that lasts less than so many idle timeouts ends before executors go, or hardly later. [derived]</summary>
    private const double LeastTimeouts = 5;

    private const long DefaultTimeoutMs = 60_000;

    /// <summary>How long an executor has no work before it goes, in ms.</summary>
    public static long IdleTimeoutMs(EffectiveSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.DurationMs("spark.dynamicAllocation.executorIdleTimeout") ?? DefaultTimeoutMs;
    }

    /// <summary>Whether a run is long enough for executors without work to go before it ends.</summary>
    /// <param name="settings">Its settings.</param>
    /// <param name="wallSeconds">Its wall time, in seconds.</param>
    public static bool GivesBack(EffectiveSettings settings, double wallSeconds) => wallSeconds * 1000 >= LeastTimeouts * IdleTimeoutMs(settings);
}
