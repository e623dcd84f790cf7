namespace Stoker.EventLogs.Building;

/// <summary>Numbers names in the order of their first use in the log, whatever thread read them.</summary>
internal sealed class NameTable
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    /// <summary>Numbers by number of a thread's own pool.</summary>
    private readonly Dictionary<Scanning.StringPool, int[]> _translations = [];

    public IReadOnlyList<string> Names => _names;

    public string this[int number] => _names[number];

    public int Number(string name)
    {
        if (!_numbers.TryGetValue(name, out var number))
        {
            _numbers.Add(name, number = _names.Count);
            _names.Add(name);
        }

        return number;
    }

    /// <summary>Number of a name that a thread's pool knows as <paramref name="pooled"/>; -1 stands for no name.</summary>
    public int Number(Scanning.StringPool pool, int pooled)
    {
        if (pooled < 0)
        {
            return Number("");
        }

        if (!_translations.TryGetValue(pool, out var translation) || pooled >= translation.Length)
        {
            var longer = new int[Math.Max(pool.Count, pooled + 1)];
            Array.Fill(longer, -1);
            translation?.CopyTo(longer, 0);
            _translations[pool] = translation = longer;
        }

        ref var number = ref translation[pooled];
        if (number < 0)
        {
            number = Number(pool[pooled]);
        }

        return number;
    }
}
