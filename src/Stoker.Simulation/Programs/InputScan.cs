namespace Stoker.Simulation.Programs;

/// <summary>Files that a stage scans, and how Spark cuts them into partitions (FilePartition.maxSplitBytes and getFilePartitions).</summary>
/// <param name="Files">Number of files read.</param>
/// <param name="Bytes">Their size.</param>
internal readonly record struct InputScan(long Files, long Bytes)
{
    /// <summary>More pieces than this are counted, not packed.</summary>
    private const long MostPacked = 200_000;

    /// <summary>Number of partitions, the files taken to be of one size.</summary>
    /// <param name="parallelism">Cores that the bytes are to be shared by (<c>spark.sql.files.minPartitionNum</c>, else the default parallelism).</param>
    /// <param name="mostBytes"><c>spark.sql.files.maxPartitionBytes</c>.</param>
    /// <param name="openCost"><c>spark.sql.files.openCostInBytes</c>.</param>
    public long Partitions(double parallelism, long mostBytes, long openCost)
    {
        var each = Bytes / (double)Files;
        var split = Math.Max(1, Math.Min(mostBytes, Math.Max(openCost, (Bytes + (Files * (double)openCost)) / Math.Max(1, parallelism))));
        var whole = Math.Floor(each / split);
        var rest = each - (whole * split);
        if ((whole + 1) * Files > MostPacked)
        {
            return (long)Math.Max(whole * Files, (Bytes + (Files * (double)openCost)) / split);
        }

        // Pieces go largest first into the open partition until one does not fit: whole pieces fill one each, what is left of files is packed.
        var full = whole * Files;
        var (packed, inOpen) = (0L, 0.0);
        for (var file = 0; file < Files && rest >= 1; file++)
        {
            if (packed == 0 || inOpen + rest > split)
            {
                (packed, inOpen) = (packed + 1, 0);
            }

            inOpen += rest + openCost;
        }

        return Math.Max(1, (long)full + packed);
    }
}
