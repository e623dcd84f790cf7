namespace Stoker.Findings.Pricing;

/// <summary>What would not have been spent had the remedy been in place, which is less than what the place used.</summary>
/// <param name="CoreSeconds">Slot time saved, in seconds.</param>
/// <param name="WallSeconds">Time that the application would end earlier, in seconds; 0 when the place is off the critical path; absent when unknown.</param>
/// <param name="Basis">What both rest on.</param>
public sealed record Cost(Estimate CoreSeconds, Estimate? WallSeconds, Basis Basis)
{
    /// <summary>Whether the remedy may cost as much as it saves: nothing is expected of it, and its interval lies on both sides of nothing.</summary>
    public bool IsOpen => WallSeconds is { Expected: <= 0, Low: < 0, High: > 0 };
}
