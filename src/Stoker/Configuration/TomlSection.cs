namespace Stoker.Configuration;

/// <summary>A table of a TOML file: keys with entries, in the order of the file.</summary>
/// <param name="name">Its full name, such as <c>diagnose.thresholds</c>; empty for the root.</param>
/// <param name="line">1-based line of its first mention.</param>
internal sealed class TomlSection(string name, int line)
{
    private readonly Dictionary<string, TomlEntry> _entries = new(StringComparer.Ordinal);

    public string Name { get; } = name;

    public int Line { get; } = line;

    public IEnumerable<KeyValuePair<string, TomlEntry>> Entries => _entries;

    public TomlEntry? Find(string key) => _entries.GetValueOrDefault(key);

    public void Add(string key, TomlEntry entry) => _entries[key] = entry;

    /// <summary>The name of a key of it.</summary>
    public string NameOf(string key) => Name.Length == 0 ? key : $"{Name}.{key}";
}
