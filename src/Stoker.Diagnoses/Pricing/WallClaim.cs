using Stoker.Findings.Pricing;

namespace Stoker.Diagnoses.Pricing;

/// <summary>How slot time becomes wall time (diagnoses.md 3.4).</summary>
internal enum WallKind
{
    /// <summary>Work spread over tasks: the slot time claimed in the stage, by its mean busy slots.</summary>
    Area,

    /// <summary>Attempts in a stage, by their part of the time that passed, and what was waited for on their account.</summary>
    Attempts,

    /// <summary>The end of a stage that one task holds up.</summary>
    Tail,

    /// <summary>A span without an active stage.</summary>
    Gap,
}

/// <summary>Wall time that a finding asks for, on the critical path.</summary>
/// <param name="Kind">What kind of time.</param>
/// <param name="Scope">Position of the stage, or of the gap.</param>
/// <param name="Milliseconds">How much; absent for <see cref="WallKind.Area"/>, where it follows from the slot time granted.</param>
/// <param name="BusySlots">On how many slots the claimed work ran, for <see cref="WallKind.Area"/>; absent for the mean of the stage.</param>
internal readonly record struct WallClaim(WallKind Kind, int Scope, Estimate? Milliseconds, double? BusySlots = null);
