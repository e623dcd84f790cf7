namespace Stoker.Simulation.Scheduling;

/// <summary>Slots by the time at which they are free, the earliest first; ties by slot. A 4-ary heap over arrays that are kept: no allocation a task.</summary>
internal sealed class SlotHeap
{
    private const int Arity = 4;

    private double[] _freeAt = [];
    private int[] _slot = [];

    public int Count { get; private set; }

    public double EarliestFree => _freeAt[0];

    public int EarliestSlot => _slot[0];

    public void Clear(int capacity)
    {
        Count = 0;
        if (_freeAt.Length < capacity)
        {
            _freeAt = new double[capacity];
            _slot = new int[capacity];
        }
    }

    public void Add(double freeAt, int slot)
    {
        if (Count == _freeAt.Length)
        {
            Array.Resize(ref _freeAt, Math.Max(16, 2 * Count));
            Array.Resize(ref _slot, _freeAt.Length);
        }

        var at = Count++;
        while (at > 0)
        {
            var parent = (at - 1) / Arity;
            if (!IsBefore(freeAt, slot, _freeAt[parent], _slot[parent]))
            {
                break;
            }

            (_freeAt[at], _slot[at]) = (_freeAt[parent], _slot[parent]);
            at = parent;
        }

        (_freeAt[at], _slot[at]) = (freeAt, slot);
    }

    /// <summary>Slots that are not free before a time.</summary>
    public int CountAfter(double time)
    {
        var count = 0;
        foreach (var free in _freeAt.AsSpan(0, Count))
        {
            count += free > time ? 1 : 0;
        }

        return count;
    }

    /// <summary>The earliest slot is taken until another time.</summary>
    public void HoldEarliest(double freeAt) => SiftDown(freeAt, _slot[0]);

    /// <summary>The earliest slot is gone.</summary>
    public void RemoveEarliest()
    {
        Count--;
        if (Count > 0)
        {
            SiftDown(_freeAt[Count], _slot[Count]);
        }
    }

    private void SiftDown(double freeAt, int slot)
    {
        var at = 0;
        while (true)
        {
            var first = (at * Arity) + 1;
            if (first >= Count)
            {
                break;
            }

            var best = first;
            for (var child = first + 1; child < Math.Min(first + Arity, Count); child++)
            {
                if (IsBefore(_freeAt[child], _slot[child], _freeAt[best], _slot[best]))
                {
                    best = child;
                }
            }

            if (!IsBefore(_freeAt[best], _slot[best], freeAt, slot))
            {
                break;
            }

            (_freeAt[at], _slot[at]) = (_freeAt[best], _slot[best]);
            at = best;
        }

        (_freeAt[at], _slot[at]) = (freeAt, slot);
    }

    private static bool IsBefore(double leftFree, int leftSlot, double rightFree, int rightSlot) =>
        leftFree < rightFree || (leftFree == rightFree && leftSlot < rightSlot);
}
