using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Stoker.Model.Columns;

/// <summary>
/// An immutable column of 64-bit integers, stored as signed offsets from a base in the narrowest of 0, 1, 2, 4 or 8 bytes that holds them all.
/// Thread safe.
/// </summary>
public sealed class MetricColumn
{
    private readonly byte[] _offsets;
    private readonly int _width;
    private readonly long _base;

    internal MetricColumn(byte[] offsets, int width, long baseValue, int count)
    {
        _offsets = offsets;
        _width = width;
        _base = baseValue;
        Count = count;
    }

    /// <summary>Number of rows.</summary>
    public int Count { get; }

    /// <summary>True when every row holds the same value; the column then takes no memory for its rows.</summary>
    public bool IsConstant => _width == 0;

    /// <summary>Bytes of memory the rows take.</summary>
    public long MemoryBytes => _offsets.LongLength;

    /// <summary>The value of a row.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The row is negative or not below <see cref="Count"/>.</exception>
    public long this[int row]
    {
        get
        {
            if ((uint)row >= (uint)Count)
            {
                ThrowRow(row);
            }

            return _width switch
            {
                0 => _base,
                1 => _base + (sbyte)_offsets[row],
                2 => _base + Read<short>(row),
                4 => _base + Read<int>(row),
                _ => _base + Read<long>(row),
            };
        }
    }

    /// <summary>Writes all values to <paramref name="destination"/>, which must hold at least <see cref="Count"/> elements.</summary>
    public void CopyTo(Span<long> destination)
    {
        switch (_width)
        {
            case 0:
                destination[..Count].Fill(_base);
                break;
            case 1:
                Widen(MemoryMarshal.Cast<byte, sbyte>(_offsets), destination);
                break;
            case 2:
                Widen(MemoryMarshal.Cast<byte, short>(_offsets), destination);
                break;
            case 4:
                Widen(MemoryMarshal.Cast<byte, int>(_offsets), destination);
                break;
            default:
                Widen(MemoryMarshal.Cast<byte, long>(_offsets), destination);
                break;
        }
    }

    /// <summary>All values, in a new array.</summary>
    public long[] ToArray()
    {
        var values = new long[Count];
        CopyTo(values);
        return values;
    }

    /// <summary>The sum of all rows, wrapping on overflow.</summary>
    public long Sum()
    {
        if (_width == 0)
        {
            return _base * Count;
        }

        var sum = _base * Count;
        for (var row = 0; row < Count; row++)
        {
            sum += _width switch
            {
                1 => (sbyte)_offsets[row],
                2 => Read<short>(row),
                4 => Read<int>(row),
                _ => Read<long>(row),
            };
        }

        return sum;
    }

    private static void ThrowRow(int row) => throw new ArgumentOutOfRangeException(nameof(row), row, "The column has no such row.");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T Read<T>(int row)
        where T : unmanaged => Unsafe.ReadUnaligned<T>(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_offsets), row * Unsafe.SizeOf<T>()));

    private void Widen<T>(ReadOnlySpan<T> offsets, Span<long> destination)
        where T : unmanaged, System.Numerics.IBinaryInteger<T>
    {
        for (var row = 0; row < Count; row++)
        {
            destination[row] = _base + long.CreateTruncating(offsets[row]);
        }
    }
}
