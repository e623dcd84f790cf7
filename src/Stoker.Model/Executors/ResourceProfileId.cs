using System.Globalization;

namespace Stoker.Model.Executors;

/// <summary>Spark's number of a resource profile; 0 is the default profile.</summary>
/// <param name="Value">The number as Spark logs it.</param>
public readonly record struct ResourceProfileId(int Value) : IComparable<ResourceProfileId>
{
    /// <summary>Numbered lower.</summary>
    public static bool operator <(ResourceProfileId left, ResourceProfileId right) => left.Value < right.Value;

    /// <summary>Numbered higher.</summary>
    public static bool operator >(ResourceProfileId left, ResourceProfileId right) => left.Value > right.Value;

    /// <summary>Numbered lower, or the same.</summary>
    public static bool operator <=(ResourceProfileId left, ResourceProfileId right) => left.Value <= right.Value;

    /// <summary>Numbered higher, or the same.</summary>
    public static bool operator >=(ResourceProfileId left, ResourceProfileId right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public int CompareTo(ResourceProfileId other) => Value.CompareTo(other.Value);

    /// <summary>The bare number.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
