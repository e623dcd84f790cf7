namespace Stoker.Diagnoses.Driver;

/// <summary>Thresholds of the DRV family.</summary>
internal static class DriverThresholds
{
    /// <summary>Least length of a gap, ms. [derived]</summary>
    public static readonly Limit MinGapMs = new("minGapMs", 1000);

    /// <summary>Least length of one of many short gaps, ms: a healthy loop takes some tens of ms to ask its next query. [derived]</summary>
    public static readonly Limit ShortGapMs = new("shortGapMs", 400);

    /// <summary>How many of them are many. [derived]</summary>
    public static readonly Limit ShortGaps = new("shortGaps", 10);

    /// <summary>Least share of the wall time in gaps. [derived]; Sparklens reports driver time.</summary>
    public static readonly Limit GapShare = new("gapShare", 0.1);

    /// <summary>Gap from which a person may be thinking, ms (trap T16). [derived]</summary>
    public static readonly Limit ThinkingMs = new("thinkingMs", 60_000);

    /// <summary>From the first executor to the first stage, ms, from which the program is what takes so long. Healthy runs of the lab on busy cores: up to 13 s. [derived]</summary>
    public static readonly Limit StartMs = new("startMs", 15_000);

    /// <summary>The same of a program whose first work is a job without a query: no catalog and no planner to load. Healthy runs: up to 5 s, one that loads a model 12 s. [derived]</summary>
    public static readonly Limit RddStartMs = new("rddStartMs", 10_000);

    /// <summary>Bytes of results in one job, with many rows. [derived]</summary>
    public static readonly Limit ResultBytes = new("resultBytes", 8 << 20);

    /// <summary>Rows that are many. [derived]</summary>
    public static readonly Limit ResultRows = new("resultRows", 100_000);

    /// <summary>Bytes of results in one job whatever the rows. [derived]</summary>
    public static readonly Limit LargeResultBytes = new("largeResultBytes", 64 << 20);

    /// <summary>Result size without data, bytes a task (trap T35).</summary>
    public static readonly Limit ResultFloor = new("resultFloor", 4096, ThresholdUnit.Bytes);

    /// <summary>Planning before the first job, ms, and as a share of the execution. [derived]</summary>
    public static readonly Limit PlanMs = new("planMs", 3000);

    /// <summary>See <see cref="PlanMs"/>.</summary>
    public static readonly Limit PlanShare = new("planShare", 0.2);

    /// <summary>Planning and building of one query of a large plan, ms, that counts beside others. [derived]</summary>
    public static readonly Limit LargePlanMs = new("largePlanMs", 1000);

    /// <summary>What Spark takes before the first query of an application can be planned, ms. [derived]</summary>
    public static readonly Limit FirstPlanMs = new("firstPlanMs", 2000);

    /// <summary>Operators of a large plan. Query 88 of NDS has 207, no other plan of corpus and lab more than 100. [derived]</summary>
    public static readonly Limit PlanNodes = new("planNodes", 300);

    /// <summary>Projections right above one another that only a loop makes: ordinary plans have two. [derived]</summary>
    public static readonly Limit StackedProjections = new("stackedProjections", 10);

    /// <summary>Most that building a large plan takes, to planning it. Loops of the lab took 1.3 to 3.2 times as long. [derived]</summary>
    public static readonly Limit BuildingRatio = new("buildingRatio", 5);

    /// <summary>Columns of one projection that only a loop or a list makes; the widest of corpus and lab has 41. [derived]</summary>
    public static readonly Limit PlanColumns = new("planColumns", 100);

    /// <summary>Listing files, ms. [derived]</summary>
    public static readonly Limit ListingMs = new("listingMs", 5000);

    /// <summary>Least cost of runs that only look, ms of slot time. [derived]</summary>
    public static readonly Limit ReuseMinMs = new("reuseMinMs", 3000);

    /// <summary>Actions from one line that are very many. [derived]</summary>
    public static readonly Limit ManyJobs = new("manyJobs", 50);

    /// <summary>Median length below which an action is small, ms. [derived]</summary>
    public static readonly Limit SmallJobMs = new("smallJobMs", 1000);

    /// <summary>Share of the loop's time in which no stage runs. [derived]</summary>
    public static readonly Limit JobOverheadShare = new("jobOverheadShare", 0.3);

    /// <summary>Rounds of a search for rows that are many: 1, 4 and 20 partitions are three (trap T32).</summary>
    public static readonly Limit SearchRounds = new("searchRounds", 3);

    /// <summary>Pause from which a session counts as left, not as thought in, ms. The shells of the corpus, used by their authors, pause up to 9 minutes. [derived]</summary>
    public static readonly Limit LeftMs = new("leftMs", 600_000);

    /// <summary>Share of a session's time in pauses. [derived]</summary>
    public static readonly Limit IdleShare = new("idleShare", 0.5);
}
