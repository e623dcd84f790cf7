namespace Stoker.Predicting;

/// <summary>What a predicted saving of a finding rests on. The numbers are permanent.</summary>
public enum SavingBasis
{
    /// <summary>The run was replayed without what the finding costs.</summary>
    Replayed = 1,

    /// <summary>Its price on the critical path, since its cost does not lie in tasks that a replay could change.</summary>
    Priced = 2,
}
