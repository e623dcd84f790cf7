namespace Stoker.EventLogs.Building;

/// <summary>A set of task indices, a bit each.</summary>
internal sealed class IndexSet
{
    /// <summary>Indices at and above this are not those of a real stage; they would only cost memory.</summary>
    public const int MaximumIndex = 1 << 22;

    private ulong[] _bits = [];

    public int Count { get; private set; }

    public bool Contains(int index) => (uint)(index >> 6) < (uint)_bits.Length && (_bits[index >> 6] & (1ul << index)) != 0;

    public void Add(int index)
    {
        if (index is < 0 or >= MaximumIndex || Contains(index))
        {
            return;
        }

        if (index >> 6 >= _bits.Length)
        {
            Array.Resize(ref _bits, Math.Max((index >> 6) + 1, _bits.Length * 2));
        }

        _bits[index >> 6] |= 1ul << index;
        Count++;
    }
}
