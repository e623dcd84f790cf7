namespace Stoker.Diagnoses.InputOutput;

/// <summary>Thresholds of the IO family.</summary>
internal static class InputOutputThresholds
{
    /// <summary>Mean size of a small file, bytes, and how many of them. DataFlint: 3 MiB and 100.</summary>
    public static readonly Limit SmallFileBytes = new("smallFileBytes", 3 << 20);

    /// <summary>See <see cref="SmallFileBytes"/>.</summary>
    public static readonly Limit SmallFiles = new("smallFiles", 100);

    /// <summary>Least cost of reading them, ms of slot time. [derived]</summary>
    public static readonly Limit SmallFileWorkMs = new("smallFileWorkMs", 3000);

    /// <summary>Rate at which a task reads what is not in pieces: 20 MB/s, slow for every format. [derived]</summary>
    public const double OrdinaryBytesPerMs = 20_000;

    /// <summary>Rows that it takes in beside: half a million a second. [derived]</summary>
    public const double OrdinaryRowsPerMs = 500;

    /// <summary>Cost of opening a file, ms: 5 to 50. [derived]</summary>
    public static readonly Limit OpenFileMs = new("openFileMs", 15);

    /// <summary>Cost of writing one more file, ms. [derived]</summary>
    public static readonly Limit WriteFileMs = new("writeFileMs", 20);

    /// <summary>Number of small files written that matter whatever the price. [derived]</summary>
    public static readonly Limit VeryManyFiles = new("veryManyFiles", 1000);

    /// <summary>Least bytes, or run time in ms, of a scan of text. [derived]</summary>
    public static readonly Limit TextBytes = new("textBytes", 16 << 20);

    /// <summary>See <see cref="TextBytes"/>.</summary>
    public static readonly Limit TextWorkMs = new("textWorkMs", 1000);

    /// <summary>Slowest that text is parsed, compressed or not: 1 MB/s. [derived: the slowest scan of the lab read 5 MB/s of gzip]</summary>
    public const double LeastParsedBytesPerMs = 1_000;

    /// <summary>The same of lines that are only cut: 200 MB/s. What the program then does with them is no parsing of Spark's. [derived]</summary>
    public const double LeastCutBytesPerMs = 200_000;

    /// <summary>Least run time of a job that only infers a schema, ms. [derived]</summary>
    public static readonly Limit InferenceMs = new("inferenceMs", 1000);

    /// <summary>Commit time of a write, ms, and as a share of its execution. [derived]</summary>
    public static readonly Limit CommitMs = new("commitMs", 5000);

    /// <summary>See <see cref="CommitMs"/>.</summary>
    public static readonly Limit CommitShare = new("commitShare", 0.2);

    /// <summary>Bytes of a scan that are worth a word about its layout: 1 GiB. DataFlint calls a table large from 10 GB. [derived]</summary>
    public static readonly Limit LargeScanBytes = new("largeScanBytes", 1 << 30);

    /// <summary>Partitions of a table that are many. [derived]</summary>
    public static readonly Limit ManyPartitions = new("manyPartitions", 50);

    /// <summary>Share of the rows that are kept, at most, for the rest to have been read for nothing. [derived]</summary>
    public static readonly Limit KeptShare = new("keptShare", 0.2);

    /// <summary>Rows of a scan from which a filter should reach the reader. [derived]</summary>
    public static readonly Limit FilteredRows = new("filteredRows", 10_000_000);

    /// <summary>Share of them that a filter keeps, at most. [derived]</summary>
    public static readonly Limit FewRowsShare = new("fewRowsShare", 0.05);

    /// <summary>Columns read to columns used. [derived]</summary>
    public static readonly Limit ColumnsRatio = new("columnsRatio", 3);

    /// <summary>File size to <c>spark.sql.files.maxPartitionBytes</c> from which one task a file means that files cannot be cut. [derived]</summary>
    public static readonly Limit UncutRatio = new("uncutRatio", 2);

    /// <summary>Tasks to slots, at most, for slots to be idle. [derived]</summary>
    public static readonly Limit IdleSlotsRatio = new("idleSlotsRatio", 0.5);

    /// <summary>Longest task to the mean, at most, for tasks to be even. [derived]</summary>
    public static readonly Limit UnevenRatio = new("unevenRatio", 2);

    /// <summary>Least work of a stage, ms of slot time. As MinStageWork of the catalogue. [derived]</summary>
    public static readonly Limit StageWorkMs = new("stageWorkMs", 2000);

    /// <summary>Least length of a read over one connection, ms, or its rows. [derived]</summary>
    public static readonly Limit OneConnectionMs = new("oneConnectionMs", 10_000);

    /// <summary>See <see cref="OneConnectionMs"/>.</summary>
    public static readonly Limit OneConnectionRows = new("oneConnectionRows", 1_000_000);

    /// <summary>Connections that a database is asked to bear. [derived]</summary>
    public static readonly Limit Connections = new("connections", 8);

    /// <summary>Files written to tasks × partitions: each task opens a file in each partition. [derived]</summary>
    public static readonly Limit ScatteredShare = new("scatteredShare", 0.5);

    /// <summary>Mean size up to which files written so are too small. [derived]</summary>
    public static readonly Limit ScatteredBytes = new("scatteredBytes", 32 << 20);

    /// <summary>Splits below this are small, and above <see cref="LargeSplitBytes"/> large. Spark's default is 128 MiB. [derived]</summary>
    public static readonly Limit SmallSplitBytes = new("smallSplitBytes", 16 << 20);

    /// <summary>See <see cref="SmallSplitBytes"/>.</summary>
    public static readonly Limit LargeSplitBytes = new("largeSplitBytes", 1 << 30);

    /// <summary>Letters of a condition that are many. DataFlint: 1000.</summary>
    public static readonly Limit ConditionLetters = new("conditionLetters", 1000);

    /// <summary>Alternatives of a condition that make it a table. [derived]</summary>
    public static readonly Limit Alternatives = new("alternatives", 100);

    /// <summary>Least work of a stage or of planning that such a condition has to answer for, ms. [derived]</summary>
    public static readonly Limit ConditionWorkMs = new("conditionWorkMs", 3000);

    /// <summary>Share of the rewritten rows, or files, that were not changed. [derived]</summary>
    public static readonly Limit UnchangedShare = new("unchangedShare", 0.7);

    /// <summary>Share of the rows that a commit changes, at most, and of the files that it replaces, at least, to be a waste. DataFlint: 30 %.</summary>
    public static readonly Limit ChangedShare = new("changedShare", 0.3);

    /// <summary>Share of a table's files that one commit replaces. DataFlint: 60 %, and 30 % when few rows changed.</summary>
    public static readonly Limit ReplacedShare = new("replacedShare", 0.6);

    /// <summary>Bytes that one task writes from which more tasks are worth while. [derived]</summary>
    public static readonly Limit OneTaskBytes = new("oneTaskBytes", 512 << 20);

    /// <summary>Columns up to which Spark compiles a query and reads in batches: default of <c>spark.sql.codegen.maxFields</c>.</summary>
    public static readonly Limit MostFields = new("mostFields", 100);

    /// <summary>Least run time of a job that only reads footers, ms. [derived]</summary>
    public static readonly Limit FooterMs = new("footerMs", 1000);

    /// <summary>Share of the run time that tasks compute, at most, when they mostly wait. [derived]</summary>
    public static readonly Limit WaitingCpuShare = new("waitingCpuShare", 0.3);

    /// <summary>Bytes a second that a task reads, at most, from a slow store. Object stores give a connection 50 MB/s and more. [derived]</summary>
    public static readonly Limit SlowBytes = new("slowBytes", 10 << 20);

    /// <summary>Share of garbage collection from which it may be what tasks wait for. As GcShare where tuning begins (Dr. Elephant: 5 %).</summary>
    public static readonly Limit GcShare = new("gcShare", 0.05);

    /// <summary>Mean size from which files are large. [derived]</summary>
    public static readonly Limit LargeFileBytes = new("largeFileBytes", 16 << 20);
}
