namespace Stoker.Findings.Places;

/// <summary>Where a finding is. Closed: the places of this folder are all there are.</summary>
public abstract record Place : IComparable<Place>
{
    private protected Place()
    {
    }

    /// <summary>A text by which places are told apart and sorted: same place, same key. Not made to be shown.</summary>
    public abstract string SortKey { get; }

    /// <summary>Ordered before.</summary>
    public static bool operator <(Place? left, Place? right) => Compare(left, right) < 0;

    /// <summary>Ordered after.</summary>
    public static bool operator >(Place? left, Place? right) => Compare(left, right) > 0;

    /// <summary>Not ordered after.</summary>
    public static bool operator <=(Place? left, Place? right) => Compare(left, right) <= 0;

    /// <summary>Not ordered before.</summary>
    public static bool operator >=(Place? left, Place? right) => Compare(left, right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(Place? other) => Compare(this, other);

    private static int Compare(Place? left, Place? right) => string.CompareOrdinal(left?.SortKey, right?.SortKey);
}
