using System.Buffers;

namespace Stoker.Model.TimeSplit;

/// <summary>
/// Sorts times: they are many and lie within weeks of each other, so that three rounds of counting do it, at any order of the input. Times further
/// apart are compared. Thread safe.
/// </summary>
public static class TimeOrder
{
    /// <summary>Below so many, comparing is as quick.</summary>
    private const int FewTimes = 4096;

    private const int Digit = 11;
    private const int Values = 1 << Digit;

    /// <summary>Sorts times in place, ascending.</summary>
    /// <param name="times">Milliseconds since any moment, of any range.</param>
    public static void Sort(long[] times)
    {
        ArgumentNullException.ThrowIfNull(times);
        if (IsSorted(times, out var least, out var most))
        {
            return;
        }

        // The difference does not fit when a damaged log has times of both ends of the range.
        var span = (ulong)most - (ulong)least;
        if (times.Length < FewTimes || span >= 1UL << (3 * Digit))
        {
            Array.Sort(times);
            return;
        }

        var rented = ArrayPool<long>.Shared.Rent(times.Length);
        var (from, to) = (times, rented);
        for (var shift = 0; shift < 3 * Digit && span >> shift != 0; shift += Digit)
        {
            Deal(from.AsSpan(0, times.Length), to, least, shift);
            (from, to) = (to, from);
        }

        if (from == rented)
        {
            rented.AsSpan(0, times.Length).CopyTo(times);
        }

        ArrayPool<long>.Shared.Return(rented);
    }

    private static bool IsSorted(long[] times, out long least, out long most)
    {
        var isSorted = true;
        (least, most) = times.Length == 0 ? (0, 0) : (times[0], times[0]);
        for (var index = 1; index < times.Length; index++)
        {
            isSorted &= times[index] >= times[index - 1];
            least = Math.Min(least, times[index]);
            most = Math.Max(most, times[index]);
        }

        return isSorted;
    }

    /// <summary>Orders by one digit, leaving the order of equal ones.</summary>
    private static void Deal(ReadOnlySpan<long> from, Span<long> to, long least, int shift)
    {
        Span<int> places = stackalloc int[Values];
        places.Clear();
        foreach (var time in from)
        {
            places[(int)((ulong)(time - least) >> shift) & (Values - 1)]++;
        }

        var place = 0;
        foreach (ref var count in places)
        {
            (count, place) = (place, place + count);
        }

        foreach (var time in from)
        {
            to[places[(int)((ulong)(time - least) >> shift) & (Values - 1)]++] = time;
        }
    }
}
