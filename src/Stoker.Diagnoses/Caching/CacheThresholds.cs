namespace Stoker.Diagnoses.Caching;

/// <summary>Thresholds of the CACHE family.</summary>
internal static class CacheThresholds
{
    /// <summary>Least cost of computing again, ms of slot time. [derived]</summary>
    public static readonly Limit ReuseMinMs = new("reuseMinMs", 3000);

    /// <summary>Part of a second run that a cache saves. [derived]</summary>
    public static readonly Limit Saving = new("saving", 0.9, ThresholdUnit.Share);

    /// <summary>Cost of storing, of the run that fills the cache: 0.05 to 0.4. [derived]</summary>
    public static readonly Limit StoreShare = new("storeShare", 0.15);

    /// <summary>Share of tasks that compute again although the data was to be cached. [derived]</summary>
    public static readonly Limit MissShare = new("missShare", 0.25);
}
