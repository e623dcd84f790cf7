namespace Stoker.EventLogs.Building;

/// <summary>A set of ids that mostly follow each other, a bit each.</summary>
internal sealed class IdSet
{
    private const int PageBits = 13;

    /// <summary>Pages of 1 KB for half a billion ids; a damaged log with more of them, all far apart, is not remembered any further.</summary>
    private const int MostPages = 1 << 16;

    private readonly Dictionary<long, ulong[]> _pages = [];
    private long _lastNumber = long.MinValue;
    private ulong[] _lastPage = [];

    public bool Contains(long id) => PageOf(id, mayAdd: false) is { } page && (page[WordOf(id)] & (1ul << (int)id)) != 0;

    /// <summary>Adds an id.</summary>
    /// <returns>False when it was there.</returns>
    public bool Add(long id)
    {
        if (PageOf(id, mayAdd: true) is not { } page)
        {
            return true;
        }

        ref var word = ref page[WordOf(id)];
        var bit = 1ul << (int)id;
        var isNew = (word & bit) == 0;
        word |= bit;
        return isNew;
    }

    private static int WordOf(long id) => (int)(id & ((1 << PageBits) - 1)) >> 6;

    private ulong[]? PageOf(long id, bool mayAdd)
    {
        var number = id >> PageBits;
        if (number == _lastNumber)
        {
            return _lastPage;
        }

        if (!_pages.TryGetValue(number, out var page))
        {
            if (!mayAdd || _pages.Count >= MostPages)
            {
                return null;
            }

            _pages.Add(number, page = new ulong[1 << (PageBits - 6)]);
        }

        (_lastNumber, _lastPage) = (number, page);
        return page;
    }
}
