namespace Stoker.PySpark.Rewriting;

/// <summary>What became of a UDF.</summary>
public enum Verdict
{
    /// <summary>Left alone, with the reason.</summary>
    Refused,

    /// <summary>Native, and equal for all inputs.</summary>
    Rewritten,

    /// <summary>Native, and equal because of guards that the rewrite adds.</summary>
    Guarded,
}
