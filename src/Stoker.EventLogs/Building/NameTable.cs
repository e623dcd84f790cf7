namespace Stoker.EventLogs.Building;

/// <summary>Numbers names in the order of their first use in the log, whatever thread read them.</summary>
internal sealed class NameTable
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    /// <summary>Numbers by number of a thread's own pool.</summary>
    private readonly Dictionary<Scanning.StringPool, int[]> _translations = [];

    /// <summary>The pool asked for last and its numbers: a batch asks for one pool only.</summary>
    private Scanning.StringPool? _lastPool;
    private int[] _lastTranslation = [];

    public IReadOnlyList<string> Names => _names;

    public string this[int number] => _names[number];

    public bool TryFind(string name, out int number) => _numbers.TryGetValue(name, out number);

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

        if (pool != _lastPool || pooled >= _lastTranslation.Length)
        {
            _lastTranslation = TranslationOf(pool, pooled);
            _lastPool = pool;
        }

        ref var number = ref _lastTranslation[pooled];
        if (number < 0)
        {
            number = Number(pool[pooled]);
        }

        return number;
    }

    private int[] TranslationOf(Scanning.StringPool pool, int pooled)
    {
        if (_translations.TryGetValue(pool, out var translation) && pooled < translation.Length)
        {
            return translation;
        }

        var longer = new int[Math.Max(pool.Count, (pooled + 1) * 2)];
        Array.Fill(longer, -1);
        translation?.CopyTo(longer, 0);
        _translations[pool] = longer;
        return longer;
    }
}
