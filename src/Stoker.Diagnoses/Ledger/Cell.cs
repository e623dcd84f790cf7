namespace Stoker.Diagnoses.Ledger;

/// <summary>Where slot time is booked.</summary>
/// <param name="Scope">A stage attempt (its position among the stages that ran) or a gap (its position among the gaps).</param>
/// <param name="IsGap">Whether the scope is a gap.</param>
/// <param name="Bucket">What the slots did.</param>
internal readonly record struct Cell(int Scope, bool IsGap, Bucket Bucket)
{
    /// <summary>A cell of a stage.</summary>
    public static Cell OfStage(int stage, Bucket bucket) => new(stage, IsGap: false, bucket);

    /// <summary>The cell of a gap.</summary>
    public static Cell OfGap(Gap gap) => new(gap.Index, IsGap: true, gap.IsRamp ? Bucket.IdleRamp : Bucket.IdleGap);
}
