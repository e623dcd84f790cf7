using System.Globalization;

namespace Stoker.Model.Tasks;

/// <summary>Spark's number of a task attempt, unique within one application attempt.</summary>
/// <param name="Value">The number as Spark logs it.</param>
public readonly record struct TaskId(long Value) : IComparable<TaskId>
{
    /// <summary>Numbered lower.</summary>
    public static bool operator <(TaskId left, TaskId right) => left.Value < right.Value;

    /// <summary>Numbered higher.</summary>
    public static bool operator >(TaskId left, TaskId right) => left.Value > right.Value;

    /// <summary>Numbered lower, or the same.</summary>
    public static bool operator <=(TaskId left, TaskId right) => left.Value <= right.Value;

    /// <summary>Numbered higher, or the same.</summary>
    public static bool operator >=(TaskId left, TaskId right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public int CompareTo(TaskId other) => Value.CompareTo(other.Value);

    /// <summary>The bare number.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
