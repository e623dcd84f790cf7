namespace Stoker.Simulation.Programs;

/// <summary>What decides how many tasks a stage has.</summary>
internal enum PartitionRule
{
    /// <summary>Data or program: the cluster's size changes nothing.</summary>
    Fixed,

    /// <summary><c>spark.default.parallelism</c>, which follows the cores unless it is set (ranges, parallelized collections).</summary>
    DefaultParallelism,

    /// <summary>Input splits that are smaller than <c>spark.sql.files.maxPartitionBytes</c> because the cores are to share the bytes (FilePartition.maxSplitBytes).</summary>
    InputSplits,

    /// <summary>A shuffle whose partitions AQE coalesces (CoalesceShufflePartitions).</summary>
    CoalescedShuffle,

    /// <summary>A shuffle with <c>spark.sql.shuffle.partitions</c> partitions.</summary>
    Shuffle,
}
