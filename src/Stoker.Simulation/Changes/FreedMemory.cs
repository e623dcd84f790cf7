namespace Stoker.Simulation.Changes;

/// <summary>What memory of a stage goes with the finding that is cured, so that the peaks of the run do not tell it any more.</summary>
public enum FreedMemory
{
    /// <summary>Tasks hold what they held.</summary>
    None,

    /// <summary>That of Python workers.</summary>
    Python,

    /// <summary>That of sorts, joins and aggregations; where tasks are evened out, that of those that stood out.</summary>
    Execution,
}
