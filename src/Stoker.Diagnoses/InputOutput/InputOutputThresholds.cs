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

    /// <summary>Least run time of a job that only infers a schema, ms. [derived]</summary>
    public static readonly Limit InferenceMs = new("inferenceMs", 1000);

    /// <summary>Commit time of a write, ms, and as a share of its execution. [derived]</summary>
    public static readonly Limit CommitMs = new("commitMs", 5000);

    /// <summary>See <see cref="CommitMs"/>.</summary>
    public static readonly Limit CommitShare = new("commitShare", 0.2);
}
