namespace Stoker.Diagnoses.Configuration;

/// <summary>Thresholds of the CONF family.</summary>
internal static class ConfigurationThresholds
{
    /// <summary>Shuffle of RDD objects that is worth a word, bytes. diagnoses.md: 1 GiB.</summary>
    public static readonly Limit LargeObjectShuffle = new("largeObjectShuffle", 1L << 30, ThresholdUnit.Bytes);

    /// <summary>Shuffle or spill whose compression matters, bytes. diagnoses.md: 100 MiB.</summary>
    public static readonly Limit UncompressedBytes = new("uncompressedBytes", 100 << 20);

    /// <summary>Wait for local data above which it outlasts most tasks, ms. The default is 3 s. [derived]</summary>
    public static readonly Limit LocalityWaitMs = new("localityWaitMs", 10_000);

    /// <summary>Exchange that is large enough for all slots, bytes. diagnoses.md: 1 GiB.</summary>
    public static readonly Limit LargeExchange = new("largeExchange", 1L << 30, ThresholdUnit.Bytes);

    /// <summary>Task time without generated code that is worth a line, core-ms. diagnoses.md: 30 core-seconds.</summary>
    public static readonly Limit CodegenMs = new("codegenMs", 30_000);
}
