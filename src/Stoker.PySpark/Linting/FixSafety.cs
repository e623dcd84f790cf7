namespace Stoker.PySpark.Linting;

/// <summary>What a fix promises.</summary>
public enum FixSafety
{
    /// <summary>The answer stays the same.</summary>
    Safe = 1,

    /// <summary>The answer stays equal, but row order, plan shape, file layout or printed output may change.</summary>
    Unsafe = 2,
}
