namespace Stoker.Advice.Recommendations;

/// <summary>What decides how rows lie in partitions.</summary>
internal enum PartitionMaker
{
    /// <summary>Shuffles, merged or split by adaptive execution, or replaced by broadcasts.</summary>
    Shuffles,

    /// <summary>Splits of input files.</summary>
    Splits,

    /// <summary>The number of cores, for rows that the program makes.</summary>
    Cores,
}
