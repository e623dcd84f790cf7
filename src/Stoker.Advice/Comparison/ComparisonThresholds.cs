namespace Stoker.Advice.Comparison;

/// <summary>Limits of the comparison, with where they come from.</summary>
internal static class ComparisonThresholds
{
    /// <summary>Standard deviation of a run's wall time as a share of it, when nobody measured it: what-if.md 7.2, quiet machine.</summary>
    public const double Noise = 0.03;

    /// <summary>What start and end of an application vary by, whatever it does, in ms: 20 starts of local mode and of a standalone cluster.</summary>
    public const double FixedNoiseMs = 500;

    /// <summary>Two-sided 95 % of a normal distribution.</summary>
    public const double Normal95 = 1.96;

    /// <summary>A cause that explains less than this share of the larger wall time is not worth a line.</summary>
    public const double LeastShare = 0.01;

    /// <summary>From here on, a difference is one of pace: this share of it comes from causes that chance explains too.</summary>
    public const double MostlyPace = 0.7;

    /// <summary>Beyond so many times the other's wall time no load of a host explains the difference alone: the lab's own runs beside a dozen other programs took three to four times as long.</summary>
    public const double MostPace = 4;

    /// <summary>Slowest rate at which sorting, writing and reading back a spilled byte was seen, in bytes a ms; the estimate is an upper bound.</summary>
    public const double SlowestSpill = 20_000;

    /// <summary>What a file costs whatever is in it: at most this many ms, twice what opening one takes on a cluster (docs/internals/what-if.md). 3,000 Parquet files cost 8 ms each on a local disk (0114).</summary>
    public const double MostFileCost = 30;

    /// <summary>What a task costs inside its run time whatever it reads: at most this many ms.</summary>
    public const double MostTaskCost = 50;

    /// <summary>Input and tasks that grew alike, within this factor, are one cause: the input.</summary>
    public const double AlikeGrowth = 1.25;

    /// <summary>Leaves that gave rows within this factor read the same input: those of another day differ by more.</summary>
    public const double SameLeafRows = 1.01;

    /// <summary>So large a share of the tasks without a block, more than in the other run, makes the cache the cause.</summary>
    public const double CacheMissShare = 0.1;

    /// <summary>A block's batches hold thousands of rows each, so that one task in a hundred that reads its source shows as many times the records.</summary>
    public const double CacheRecordGrowth = 2;

    /// <summary>The longest task over the mean: this much, and this much more than in the other run, is skew.</summary>
    public const double SkewRatio = 2;

    /// <summary>Executors whose slots differ by a smaller share, on average, are of one size.</summary>
    public const double SameSize = 0.05;

    /// <summary>Fewer executors than this on average were there for a moment only, or the log's times are none.</summary>
    public const double LeastExecutors = 0.5;

    /// <summary>As many executors as in the other run, but this share fewer on average, were lost, or came late: staggered starts of one cluster on Kubernetes differ by a twentieth.</summary>
    public const double SameAverage = 0.2;

    /// <summary>A number of two runs that differs by less than this share of the larger is one number: what a run varies by.</summary>
    public const double LeastChange = Noise;

    /// <summary>Times of stages that differ by less, in ms, are written alike: to a tenth of a second.</summary>
    public const double LeastChangeMs = 100;

    /// <summary>Slots, and tasks at once, are written to a tenth; executors that joined a little later differ by as much.</summary>
    public const double LeastAtOnce = 0.1;

    /// <summary>How much the skew ratio must differ between the runs.</summary>
    public const double SkewGrowth = 1.3;

    /// <summary>Share of a stage's time on the critical path that its longest task takes when skew limits it.</summary>
    public const double LongestTaskShare = 0.5;

    /// <summary>A host is slow when its tasks take this many times those of the other hosts.</summary>
    public const double SlowHostRatio = 1.5;

    /// <summary>With fewer tasks on it, a host is not judged.</summary>
    public const int SlowHostTasks = 3;

    /// <summary>A host whose tasks read this many times what others read is not slow but loaded.</summary>
    public const double SlowHostBytes = 1.2;

    /// <summary>With less of the task time matched, the two are not runs of one job.</summary>
    public const double LeastMatched = 0.5;

    /// <summary>Matched stages with less task time in all tell nothing of the machine's pace, in ms.</summary>
    public const double LeastPacedMs = 2_000;

    /// <summary>A pace within this share of the other is none: two quiet runs of one job differ by as much.</summary>
    public const double LeastPace = 0.1;

    /// <summary>The driver slows with the machine: by as much as start-up or tasks did, as logarithms, and a tenth for chance.</summary>
    public const double SamePace = 1.1;

    /// <summary>Bytes of shuffles of the same work differ by less: compression and hash seeds move some percent. [derived]</summary>
    public const double SameShuffleBytes = 1.25;

    /// <summary>Fewer bytes of shuffles tell nothing.</summary>
    public const double LeastShuffleBytes = 1 << 20;

    /// <summary>With less CPU time, in ms, how long slots were held for it tells nothing.</summary>
    public const double LeastCpuMs = 500;

    /// <summary>Slots held for so many times as much CPU time are no accident: quiet runs of one job differ by 1.05.</summary>
    public const double LeastCpuWait = 1.4;

    /// <summary>
    /// The same where the code may still have been compiled meanwhile, which takes CPUs too, or where a stage ran Python, whose CPU time no log has. Quiet pairs differed by 1.6 (many small
    /// files and few) and 1.5 (a Python function and none).
    /// </summary>
    public const double LeastCpuWaitOfYoung = 2;

    /// <summary>CPU time of the same work that differs by more is not the pace of a machine alone: repeats on one differed by up to 1.6.</summary>
    public const double MostMachinePace = 2;

    /// <summary>With less CPU time than this in one of the runs, in ms, code was still being compiled.</summary>
    public const double YoungCpuMs = 10_000;

    /// <summary>So many times as many tasks at once are as many.</summary>
    public const double SameAtOnce = 1.1;

    /// <summary>Task time of two quiet runs of one job differs by less, as a factor; beside other programs it differs by as much and more, which is worth knowing too.</summary>
    public const double TaskContrast = 1.5;

    /// <summary>So many times the slot time costs so much more on any bill.</summary>
    public const double CoreContrast = 1.3;

    /// <summary>Less core time than this, in ms, is nobody's money.</summary>
    public const double ContrastMs = 5_000;

    /// <summary>Less spill than this is nothing to speak of.</summary>
    public const double ContrastBytes = 64L * 1024 * 1024;

    /// <summary>Less time in failed attempts, in ms, is not worth a sentence.</summary>
    public const double FailedContrastMs = 1_000;

    /// <summary>With more than this share of the task time in stages that both ran, the plan is mostly the same.</summary>
    public const double MostlySameWork = 0.8;
}
