namespace Stoker.Diagnoses.Ledger;

/// <summary>
/// What each of a changing set of stages gets when all in it get the same: sums over all time, and for each stage the sums when it came. A damaged log has
/// thousands of stages that never end; giving to each of them at each step would take minutes.
/// </summary>
internal sealed class EqualShares(int stages)
{
    /// <summary>So many at once are given to together; fewer one by one.</summary>
    public const int Many = 256;

    private readonly (double Surplus, double Other)[] _entered = new (double Surplus, double Other)[stages];
    private (double Surplus, double Other) _given;

    /// <summary>A stage joins the set.</summary>
    public void Enter(int stage) => _entered[stage] = _given;

    /// <summary>Each stage in the set gets so much.</summary>
    public void Give(double surplus, double other) => _given = (_given.Surplus + surplus, _given.Other + other);

    /// <summary>A stage leaves the set: what it got in it.</summary>
    public (double Surplus, double Other) Leave(int stage) => (_given.Surplus - _entered[stage].Surplus, _given.Other - _entered[stage].Other);
}
