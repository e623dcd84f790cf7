using System.Globalization;

namespace Stoker.Model.Jobs;

/// <summary>Spark's number of a job, unique within one application attempt.</summary>
/// <param name="Value">The number as Spark logs it.</param>
public readonly record struct JobId(int Value) : IComparable<JobId>
{
    /// <summary>Numbered lower.</summary>
    public static bool operator <(JobId left, JobId right) => left.Value < right.Value;

    /// <summary>Numbered higher.</summary>
    public static bool operator >(JobId left, JobId right) => left.Value > right.Value;

    /// <summary>Numbered lower, or the same.</summary>
    public static bool operator <=(JobId left, JobId right) => left.Value <= right.Value;

    /// <summary>Numbered higher, or the same.</summary>
    public static bool operator >=(JobId left, JobId right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public int CompareTo(JobId other) => Value.CompareTo(other.Value);

    /// <summary>The bare number.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
