namespace Stoker.Diagnoses.Configuration;

/// <summary>
/// The keys that Spark has or had, of all versions together: known-settings.tsv, which eng/known-settings.py makes from the registries of Spark 3.5 and 4.3,
/// their class files, and the few that stand elsewhere. Immutable.
/// </summary>
internal sealed class KnownSettings
{
    /// <summary>Most edits between a misspelled key and the one that was meant.</summary>
    private const int MostEdits = 2;

    /// <summary>Keys shorter than this differ by chance.</summary>
    private const int ShortKey = 16;

    private static readonly Lazy<KnownSettings> Loaded = new(Load);

    /// <summary>Beginnings of keys that users and other programs complete as they like.</summary>
    private static readonly string[] OpenPrefixes =
    [
        "spark.hadoop.", "spark.executorEnv.", "spark.yarn.appMasterEnv.", "spark.yarn.driver.resource.", "spark.yarn.am.resource.", "spark.yarn.executor.resource.", "spark.kubernetes.", "spark.mesos.",
        "spark.metrics.", "spark.ssl.", "spark.sql.catalog.", "spark.executor.resource.", "spark.driver.resource.", "spark.task.resource.", "spark.worker.resource.", "spark.kafka.", "spark.connect.", "spark.r.",
        "spark.scheduler.listenerbus.eventqueue.", "spark.plugins.internal.", "spark.security.", "spark.history.", "spark.deploy.", "spark.test", "spark.rapids.", "spark.databricks.", "spark.delta.",
    ];

    private readonly Dictionary<string, Row> _rows;
    private readonly Dictionary<string, string> _byLetters = new(StringComparer.Ordinal);

    private KnownSettings(Dictionary<string, Row> rows)
    {
        _rows = rows;
        foreach (var key in rows.Keys.Where(key => rows[key].IsOffered))
        {
            _byLetters.TryAdd(LettersOf(key), key);
        }
    }

    /// <summary>The list.</summary>
    public static KnownSettings List => Loaded.Value;

    /// <summary>Whether Spark has or had the key, or leaves its end to others.</summary>
    public bool Contains(string key) => _rows.ContainsKey(key)
        || Array.Exists(OpenPrefixes, prefix => key.StartsWith(prefix, StringComparison.Ordinal))
        || key.Contains(".param.", StringComparison.Ordinal) // Of a servlet filter.
        || (key.Split('.') is [_, not "shuffle", "io", ..]); // Of a transport module.

    /// <summary>What became of a key; null for one that is in use.</summary>
    public RetiredSetting? RetiredOf(string key) => _rows.GetValueOrDefault(key)?.Retired;

    /// <summary>The key that was probably meant: the same letters with other dots or capitals, or two edits away; null when there is none.</summary>
    public string? NearestTo(string key)
    {
        if (_byLetters.TryGetValue(LettersOf(key), out var same))
        {
            return same;
        }

        string? nearest = null;
        var fewest = (key.Length < ShortKey ? 1 : MostEdits) + 1;
        foreach (var (known, row) in _rows)
        {
            if (row.IsOffered && Math.Abs(known.Length - key.Length) < fewest && Edits(key, known, fewest) is var edits && edits < fewest)
            {
                (nearest, fewest) = (known, edits);
            }
        }

        return nearest is not null && DiffersInDigitsOnly(key, nearest) ? null : nearest;
    }

    /// <summary>Inserted, deleted, replaced and swapped letters between two keys; the limit when there are more.</summary>
    private static int Edits(string from, string to, int limit)
    {
        Span<int> twoBack = stackalloc int[to.Length + 1];
        Span<int> last = stackalloc int[to.Length + 1];
        Span<int> now = stackalloc int[to.Length + 1];
        for (var column = 0; column <= to.Length; column++)
        {
            last[column] = column;
        }

        for (var row = 1; row <= from.Length; row++)
        {
            now[0] = row;
            var least = row;
            for (var column = 1; column <= to.Length; column++)
            {
                var edits = Math.Min(Math.Min(last[column], now[column - 1]) + 1, last[column - 1] + (from[row - 1] == to[column - 1] ? 0 : 1));
                if (row > 1 && column > 1 && from[row - 1] == to[column - 2] && from[row - 2] == to[column - 1])
                {
                    edits = Math.Min(edits, twoBack[column - 2] + 1);
                }

                now[column] = edits;
                least = Math.Min(least, edits);
            }

            if (least >= limit)
            {
                return limit;
            }

            var free = twoBack;
            twoBack = last;
            last = now;
            now = free;
        }

        return last[to.Length];
    }

    private static bool DiffersInDigitsOnly(string left, string right) => Undigited(left) == Undigited(right);

    private static string Undigited(string text) => string.Concat(text.Where(letter => !char.IsAsciiDigit(letter)));

    private static string LettersOf(string key) => string.Concat(key.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    private static KnownSettings Load()
    {
        using var stream = typeof(KnownSettings).Assembly.GetManifestResourceStream("settings/known-settings.tsv") ?? throw new InvalidOperationException("The list of Spark's settings is not in this build: settings/known-settings.tsv.");
        using var reader = new StreamReader(stream);
        var rows = new Dictionary<string, Row>(2048, StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split('\t');
            rows[cells[0]] = cells.Length < 4
                ? new Row(cells.Length > 1 && cells[1].Length > 0, null)
                : new Row(false, new RetiredSetting(cells[2], CellOf(cells, 4), cells[3] == "renamed" ? CellOf(cells, 5) : cells[2], cells[3] == "renamed"));
        }

        return new KnownSettings(rows);
    }

    private static string? CellOf(string[] cells, int index) => index < cells.Length && cells[index].Length > 0 ? cells[index] : null;

    /// <summary>A key.</summary>
    /// <param name="IsOffered">Whether it is a setting that somebody may have meant, and not a name that only Spark uses.</param>
    /// <param name="Retired">What became of it; absent when it is in use.</param>
    private sealed record Row(bool IsOffered, RetiredSetting? Retired);
}
