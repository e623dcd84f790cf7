namespace Stoker.Diagnoses.Ledger;

/// <summary>A span of the window in which no stage was active.</summary>
/// <param name="Index">Its position among the gaps, in order of time.</param>
/// <param name="StartMs">Begin, ms since the epoch.</param>
/// <param name="EndMs">End, ms since the epoch.</param>
/// <param name="SlotMs">Slot time in it.</param>
/// <param name="IsRamp">Whether it is before the first stage or after the last.</param>
internal sealed record Gap(int Index, long StartMs, long EndMs, double SlotMs, bool IsRamp)
{
    /// <summary>Its length.</summary>
    public long Milliseconds => EndMs - StartMs;
}
