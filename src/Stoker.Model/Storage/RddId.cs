using System.Globalization;

namespace Stoker.Model.Storage;

/// <summary>Spark's number of an RDD, unique within one application attempt.</summary>
/// <param name="Value">The number as Spark logs it.</param>
public readonly record struct RddId(int Value) : IComparable<RddId>
{
    /// <summary>Numbered lower.</summary>
    public static bool operator <(RddId left, RddId right) => left.Value < right.Value;

    /// <summary>Numbered higher.</summary>
    public static bool operator >(RddId left, RddId right) => left.Value > right.Value;

    /// <summary>Numbered lower, or the same.</summary>
    public static bool operator <=(RddId left, RddId right) => left.Value <= right.Value;

    /// <summary>Numbered higher, or the same.</summary>
    public static bool operator >=(RddId left, RddId right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public int CompareTo(RddId other) => Value.CompareTo(other.Value);

    /// <summary>The bare number.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
