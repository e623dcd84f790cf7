using System.Globalization;

namespace Stoker.Model.Units;

/// <summary>An amount of memory or data in bytes.</summary>
/// <param name="Value">Bytes.</param>
public readonly record struct Bytes(long Value) : IComparable<Bytes>
{
    /// <summary>Both together.</summary>
    public static Bytes operator +(Bytes left, Bytes right) => new(left.Value + right.Value);

    /// <summary>The difference; may be negative.</summary>
    public static Bytes operator -(Bytes left, Bytes right) => new(left.Value - right.Value);

    /// <summary>Less than.</summary>
    public static bool operator <(Bytes left, Bytes right) => left.Value < right.Value;

    /// <summary>More than.</summary>
    public static bool operator >(Bytes left, Bytes right) => left.Value > right.Value;

    /// <summary>At most.</summary>
    public static bool operator <=(Bytes left, Bytes right) => left.Value <= right.Value;

    /// <summary>At least.</summary>
    public static bool operator >=(Bytes left, Bytes right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public int CompareTo(Bytes other) => Value.CompareTo(other.Value);

    /// <summary>The number with its unit.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture) + " B";
}
