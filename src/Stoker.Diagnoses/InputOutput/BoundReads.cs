namespace Stoker.Diagnoses.InputOutput;

/// <summary>Stages whose few tasks have a reason that a rule here names: files that cannot be split, one connection, coalesce(1). Smaller splits would not help them.</summary>
internal static class BoundReads
{
    /// <summary>Positions of these stages.</summary>
    public static HashSet<int> Of(Inspection inspection) =>
    [
        .. UnsplittableFiles.Readings(inspection).Select(reading => reading.Stage.Index),
        .. OneConnection.Of(inspection).Select(scan => scan.Stages[0].Index),
        .. OneTaskWrite.Of(inspection).Select(write => write.Stage.Index),
    ];
}
