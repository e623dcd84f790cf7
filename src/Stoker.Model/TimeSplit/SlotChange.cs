using Stoker.Model.Units;

namespace Stoker.Model.TimeSplit;

/// <summary>Slots that came or went.</summary>
/// <param name="Time">When; 0 for slots that were there before the log tells of any time.</param>
/// <param name="Change">How many came, or, below 0, went.</param>
public readonly record struct SlotChange(Timestamp Time, int Change);
