namespace Stoker.Diagnoses.Pricing;

/// <summary>The order in which rules claim cells (diagnoses.md 3.2): a later one gets what is left.</summary>
internal enum Rank
{
    /// <summary>Lost attempts.</summary>
    Losses,

    /// <summary>Work done again after a loss.</summary>
    Retries,

    /// <summary>Skew, joins, partitions.</summary>
    DataShape,

    /// <summary>Shuffles, caches, input and output.</summary>
    Plan,

    /// <summary>Python.</summary>
    Python,

    /// <summary>Memory.</summary>
    Memory,

    /// <summary>Scheduling.</summary>
    Scheduling,

    /// <summary>The driver.</summary>
    Driver,

    /// <summary>Number and shape of executors.</summary>
    ExecutorShape,

    /// <summary>Settings; these group and never claim.</summary>
    Configuration,

    /// <summary>The log itself.</summary>
    Log,
}
