namespace Stoker.Model.Tasks;

/// <summary>The unit in which Spark logs a <see cref="TaskMetric"/>.</summary>
public enum TaskMetricUnit
{
    /// <summary>A number of things.</summary>
    Count,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>Milliseconds.</summary>
    Milliseconds,

    /// <summary>Nanoseconds: CPU times and the shuffle write time.</summary>
    Nanoseconds,
}
