using System.Globalization;

namespace Stoker.Model.Settings;

/// <summary>A Spark version, without what comes behind its second number.</summary>
/// <param name="Major">First number.</param>
/// <param name="Minor">Second number.</param>
public readonly record struct SparkVersion(int Major, int Minor) : IComparable<SparkVersion>
{
    /// <summary>Whether the left one is older.</summary>
    public static bool operator <(SparkVersion left, SparkVersion right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left one is newer.</summary>
    public static bool operator >(SparkVersion left, SparkVersion right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left one is not newer.</summary>
    public static bool operator <=(SparkVersion left, SparkVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left one is not older.</summary>
    public static bool operator >=(SparkVersion left, SparkVersion right) => left.CompareTo(right) >= 0;

    /// <summary>Reads <c>3.5.1-amzn-0</c> as 3.5; null when there are no two numbers.</summary>
    public static SparkVersion? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('.', 3);
        return parts.Length >= 2 && TryNumber(parts[0], out var major) && TryNumber(parts[1], out var minor) ? new SparkVersion(major, minor) : null;
    }

    /// <inheritdoc/>
    public int CompareTo(SparkVersion other) => Major != other.Major ? Major.CompareTo(other.Major) : Minor.CompareTo(other.Minor);

    /// <summary>As <c>3.5</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    private static bool TryNumber(string text, out int number)
    {
        var digits = text.AsSpan();
        var end = 0;
        while (end < digits.Length && char.IsAsciiDigit(digits[end]))
        {
            end++;
        }

        return int.TryParse(digits[..end], NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
