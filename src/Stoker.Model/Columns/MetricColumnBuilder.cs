using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Stoker.Model.Columns;

/// <summary>
/// Collects the values of a <see cref="MetricColumn"/>: starts without any storage while all values equal the base and widens when a value asks
/// for it. One owner, not thread safe.
/// </summary>
internal sealed class MetricColumnBuilder
{
    /// <summary>So many rows are taken at once without asking for proof.</summary>
    private const int SmallestGrowth = 256;

    private readonly int _expectedRows;
    private byte[] _offsets = [];

    /// <summary>Bytes a row: 0, 1, 2, 4 or 8. Rows at and after <see cref="Count"/> are zero in storage.</summary>
    private int _width;
    private int _capacity;
    private long _base;
    private bool _isBaseFixed;

    /// <param name="expectedRows">
    /// How many rows will come, as far as is known. Storage is taken for so many once a quarter of them has come: what a log announces need not be true.
    /// </param>
    /// <param name="baseValue">The value that rows have until set; absent to take the first value appended (times, ids).</param>
    public MetricColumnBuilder(int expectedRows, long? baseValue = 0)
    {
        _expectedRows = expectedRows;
        _capacity = Math.Clamp(expectedRows, 4, SmallestGrowth);
        _base = baseValue ?? 0;
        _isBaseFixed = baseValue is not null;
    }

    public int Count { get; private set; }

    public long this[int row] => _base + _width switch
    {
        0 => 0,
        1 => (sbyte)_offsets[row],
        2 => Unsafe.ReadUnaligned<short>(ref At(row)),
        4 => Unsafe.ReadUnaligned<int>(ref At(row)),
        _ => Unsafe.ReadUnaligned<long>(ref At(row)),
    };

    public void Append(long value)
    {
        if (!_isBaseFixed)
        {
            _base = value;
            _isBaseFixed = true;
        }

        var row = Count++;
        var offset = value - _base;
        if (offset == 0 && _width == 0)
        {
            return;
        }

        Store(row, offset);
    }

    /// <summary>Sets a row, growing the column up to it; rows in between hold the base.</summary>
    public void Set(int row, long value)
    {
        Count = Math.Max(Count, row + 1);
        var offset = value - _base;
        if (offset == 0 && _width == 0)
        {
            return;
        }

        Store(row, offset);
    }

    public MetricColumn Freeze()
    {
        if (_width != 0 && _offsets.Length != Count * _width)
        {
            _offsets = _offsets.AsSpan(0, Count * _width).ToArray();
            _capacity = Count;
        }

        return new MetricColumn(_offsets, _width, _base, Count);
    }

    private static int WidthOf(long offset) => offset switch
    {
        >= sbyte.MinValue and <= sbyte.MaxValue => 1,
        >= short.MinValue and <= short.MaxValue => 2,
        >= int.MinValue and <= int.MaxValue => 4,
        _ => 8,
    };

    private void Store(int row, long offset)
    {
        var width = _width;
        if (row >= _capacity || WidthOf(offset) > width)
        {
            Resize(row, Math.Max(width, WidthOf(offset)));
            width = _width;
        }

        switch (width)
        {
            case 1:
                _offsets[row] = (byte)offset;
                break;
            case 2:
                Unsafe.WriteUnaligned(ref At(row), (short)offset);
                break;
            case 4:
                Unsafe.WriteUnaligned(ref At(row), (int)offset);
                break;
            default:
                Unsafe.WriteUnaligned(ref At(row), offset);
                break;
        }
    }

    private ref byte At(int row) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_offsets), row * _width);

    private void Resize(int row, int width)
    {
        // Rows that equal the base take no storage until one does not: there may be more of them than there is room for.
        var rows = Math.Max(row + 1L, Count);
        if (rows > _capacity)
        {
            var doubled = Math.Max(rows, Math.Min(_capacity * 2L, Array.MaxLength / 8));
            _capacity = checked((int)(doubled < _expectedRows && doubled * 4 > _expectedRows ? _expectedRows : doubled));
        }

        var wider = new byte[checked(_capacity * width)];
        if (width == _width)
        {
            _offsets.CopyTo(wider, 0);
        }
        else if (_width != 0)
        {
            Recode(wider, width);
        }

        _offsets = wider;
        _width = width;
    }

    private void Recode(byte[] wider, int width)
    {
        var rows = Math.Min(Count, _offsets.Length / _width);
        for (var row = 0; row < rows; row++)
        {
            var offset = this[row] - _base;
            ref var target = ref wider[row * width];
            switch (width)
            {
                case 2:
                    Unsafe.WriteUnaligned(ref target, (short)offset);
                    break;
                case 4:
                    Unsafe.WriteUnaligned(ref target, (int)offset);
                    break;
                default:
                    Unsafe.WriteUnaligned(ref target, offset);
                    break;
            }
        }
    }
}
