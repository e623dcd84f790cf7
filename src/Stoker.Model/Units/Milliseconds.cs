using System.Globalization;

namespace Stoker.Model.Units;

/// <summary>A duration in whole milliseconds, the unit of most of Spark's times.</summary>
/// <param name="Value">Milliseconds.</param>
public readonly record struct Milliseconds(long Value) : IComparable<Milliseconds>
{
    /// <summary>No time.</summary>
    public static Milliseconds Zero => default;

    /// <summary>Both together.</summary>
    public static Milliseconds operator +(Milliseconds left, Milliseconds right) => new(left.Value + right.Value);

    /// <summary>The difference; may be negative.</summary>
    public static Milliseconds operator -(Milliseconds left, Milliseconds right) => new(left.Value - right.Value);

    /// <summary>Shorter than.</summary>
    public static bool operator <(Milliseconds left, Milliseconds right) => left.Value < right.Value;

    /// <summary>Longer than.</summary>
    public static bool operator >(Milliseconds left, Milliseconds right) => left.Value > right.Value;

    /// <summary>Not longer than.</summary>
    public static bool operator <=(Milliseconds left, Milliseconds right) => left.Value <= right.Value;

    /// <summary>Not shorter than.</summary>
    public static bool operator >=(Milliseconds left, Milliseconds right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public int CompareTo(Milliseconds other) => Value.CompareTo(other.Value);

    /// <summary>The number with its unit.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture) + " ms";
}
