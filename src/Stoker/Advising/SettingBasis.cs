namespace Stoker.Advising;

/// <summary>How a setting is in the number that predicts a run with all of them. The numbers are permanent.</summary>
public enum SettingBasis
{
    /// <summary>The replay makes the change: other executors, partitions, splits.</summary>
    Replayed = 1,

    /// <summary>What its findings cost is taken away from the tasks of their stages.</summary>
    Priced = 2,

    /// <summary>It is not: neither the replay nor a price tells what it does to the time.</summary>
    NotInNumber = 3,
}
