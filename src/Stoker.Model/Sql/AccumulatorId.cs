using System.Globalization;

namespace Stoker.Model.Sql;

/// <summary>Spark's number of an accumulator (a SQL metric is one), unique within one application attempt, shared by stages.</summary>
/// <param name="Value">The number as Spark logs it.</param>
public readonly record struct AccumulatorId(long Value) : IComparable<AccumulatorId>
{
    /// <summary>Numbered lower.</summary>
    public static bool operator <(AccumulatorId left, AccumulatorId right) => left.Value < right.Value;

    /// <summary>Numbered higher.</summary>
    public static bool operator >(AccumulatorId left, AccumulatorId right) => left.Value > right.Value;

    /// <summary>Numbered lower, or the same.</summary>
    public static bool operator <=(AccumulatorId left, AccumulatorId right) => left.Value <= right.Value;

    /// <summary>Numbered higher, or the same.</summary>
    public static bool operator >=(AccumulatorId left, AccumulatorId right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public int CompareTo(AccumulatorId other) => Value.CompareTo(other.Value);

    /// <summary>The bare number.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
