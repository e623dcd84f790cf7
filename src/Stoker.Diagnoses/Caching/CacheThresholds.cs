namespace Stoker.Diagnoses.Caching;

/// <summary>Thresholds of the CACHE family.</summary>
internal static class CacheThresholds
{
    /// <summary>Least cost of computing again, ms of slot time. [derived]</summary>
    public static readonly Limit ReuseMinMs = new("reuseMinMs", 3000);

    /// <summary>Part of a second run that a cache saves. [derived]</summary>
    public static readonly Limit Saving = new("saving", 0.9, ThresholdUnit.Share);

    /// <summary>Cost of storing, of the run that fills the cache. Twins without the cache ran 0.48 to 0.72 of it less: filters and columns reach the files again. (bench/compare-lab)</summary>
    public static readonly Limit StoreShare = new("storeShare", 0.45);

    /// <summary>What filling a cache costs beside computing its rows, of that: rows are put into columns and compressed. [derived; twins lay between 0.2 and 0.5]</summary>
    public const double FillShare = 0.3;

    /// <summary>Actions on one lineage from which a cache is repaid for certain: it is filled once, and read by all others. With fewer the low end of the price decides. [derived]</summary>
    public static readonly Limit ManyUses = new("manyUses", 4);

    /// <summary>Share of the slots' time that the repeated work must have for that: four small queries in an hour are no habit. [derived]</summary>
    public const double MuchOfSlots = 0.1;

    /// <summary>Share of tasks that compute again although the data was to be cached. [derived]</summary>
    public static readonly Limit MissShare = new("missShare", 0.25);

    /// <summary>Share of the application's time that a cache is held and not read. [derived]</summary>
    public static readonly Limit UnreadShare = new("unreadShare", 0.3);

    /// <summary>Time lost to spills or garbage collection meanwhile, ms of slot time. [derived]</summary>
    public static readonly Limit PressureMs = new("pressureMs", 3000);

    /// <summary>Share of garbage collection in the stages that read a cache. As MEM002's. Dr. Elephant: 20 % is severe.</summary>
    public static readonly Limit GcShare = new("gcShare", 0.2);

    /// <summary>Share of tasks that ran away from the blocks they read. [derived]</summary>
    public static readonly Limit RemoteShare = new("remoteShare", 0.25);

    /// <summary>How much longer they took. [derived]</summary>
    public static readonly Limit RemoteRatio = new("remoteRatio", 2);

    /// <summary>Columns cached to columns read. [derived]</summary>
    public static readonly Limit ColumnsRatio = new("columnsRatio", 2);

    /// <summary>The same from which it is not likely that the columns that are read cost most. [derived]</summary>
    public static readonly Limit ManyColumnsRatio = new("manyColumnsRatio", 4);

    /// <summary>Columns that any query may carry. [derived]</summary>
    public static readonly Limit FewColumns = new("fewColumns", 8);

    /// <summary>Runs of one line that make a loop. [derived]</summary>
    public static readonly Limit Iterations = new("iterations", 10);

    /// <summary>Growth of stages or plan from the first to the last third of them. [derived]</summary>
    public static readonly Limit GrowthRatio = new("growthRatio", 1.5);

    /// <summary>How well a straight line explains their times: r². That plans grow is read from the plans; times scatter on a busy machine, 0.68 in a loop of the lab. [derived]</summary>
    public static readonly Limit FitShare = new("fitShare", 0.5);
}
