using System.Globalization;

namespace Stoker.Model.Sql;

/// <summary>Spark's number of a SQL execution, unique within one application attempt.</summary>
/// <param name="Value">The number as Spark logs it.</param>
public readonly record struct ExecutionId(long Value) : IComparable<ExecutionId>
{
    /// <summary>Numbered lower.</summary>
    public static bool operator <(ExecutionId left, ExecutionId right) => left.Value < right.Value;

    /// <summary>Numbered higher.</summary>
    public static bool operator >(ExecutionId left, ExecutionId right) => left.Value > right.Value;

    /// <summary>Numbered lower, or the same.</summary>
    public static bool operator <=(ExecutionId left, ExecutionId right) => left.Value <= right.Value;

    /// <summary>Numbered higher, or the same.</summary>
    public static bool operator >=(ExecutionId left, ExecutionId right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public int CompareTo(ExecutionId other) => Value.CompareTo(other.Value);

    /// <summary>The bare number.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
