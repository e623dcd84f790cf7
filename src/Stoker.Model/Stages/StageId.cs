using System.Globalization;

namespace Stoker.Model.Stages;

/// <summary>Spark's number of a stage; a retried stage keeps it and gets a higher attempt.</summary>
/// <param name="Value">The number as Spark logs it.</param>
public readonly record struct StageId(int Value) : IComparable<StageId>
{
    /// <summary>Numbered lower.</summary>
    public static bool operator <(StageId left, StageId right) => left.Value < right.Value;

    /// <summary>Numbered higher.</summary>
    public static bool operator >(StageId left, StageId right) => left.Value > right.Value;

    /// <summary>Numbered lower, or the same.</summary>
    public static bool operator <=(StageId left, StageId right) => left.Value <= right.Value;

    /// <summary>Numbered higher, or the same.</summary>
    public static bool operator >=(StageId left, StageId right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public int CompareTo(StageId other) => Value.CompareTo(other.Value);

    /// <summary>The bare number.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
