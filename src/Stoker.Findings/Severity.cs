namespace Stoker.Findings;

/// <summary>How much a finding matters. The numbers are permanent, and a higher one is worse.</summary>
public enum Severity
{
    /// <summary>Good to know, or a latent risk without a price.</summary>
    Info = 1,

    /// <summary>Worth a look when the code is touched.</summary>
    Minor = 2,

    /// <summary>Worth a change.</summary>
    Major = 3,

    /// <summary>Dominates the run, or made it fail.</summary>
    Critical = 4,
}
