using System.Globalization;
using Stoker.Names;

namespace Stoker.Configuration;

/// <summary>Reads typed values of sections and collects what is wrong. A value that is wrong is read as absent.</summary>
internal sealed class SectionReader
{
    private readonly List<ConfigurationProblem> _problems = [];

    public IReadOnlyList<ConfigurationProblem> Problems => _problems;

    public void Add(int line, string what, string? remedy) => _problems.Add(new ConfigurationProblem(line, what, remedy));

    /// <summary>A name that does not exist, with the nearest one that does.</summary>
    public void AddUnknown(int line, string what, string typed, IEnumerable<string> known, string all) =>
        Add(line, what, NearestName.Find(typed, known) is { } nearest ? $"Did you mean {nearest}?" : $"{char.ToUpperInvariant(all[0])}{all[1..]}.");

    /// <summary>Complains of keys that do not exist.</summary>
    public void CheckKeys(TomlSection section, params string[] known)
    {
        foreach (var (key, entry) in section.Entries.Where(entry => !known.Contains(entry.Key, StringComparer.Ordinal)))
        {
            var place = section.Name.Length == 0 ? "at the top of the file" : $"in [{section.Name}]";
            AddUnknown(entry.Line, $"There is no key '{key}' {place}.", key, known, known.Length == 0 ? "it has none" : $"keys: {string.Join(", ", known)}");
        }
    }

    public TomlSection? Section(TomlSection section, string key) => Value<TomlSection>(section, key, $"a table: [{section.NameOf(key)}]");

    /// <summary>The tables of an array of tables.</summary>
    public IEnumerable<TomlSection> Sections(TomlSection section, string key)
    {
        var expected = $"a list of tables: [[{section.NameOf(key)}]]";
        foreach (var item in Value<List<TomlEntry>>(section, key, expected) ?? [])
        {
            if (item.Value is TomlSection table)
            {
                yield return table;
            }
            else
            {
                AddWrong(key, item, expected);
            }
        }
    }

    public string? Text(TomlSection section, string key) => Value<string>(section, key, "a text in quotes");

    public IEnumerable<(string Text, int Line)> Texts(TomlSection section, string key)
    {
        const string expected = "a list of texts: [\"A\", \"B\"]";
        foreach (var item in Value<List<TomlEntry>>(section, key, expected) ?? [])
        {
            if (item.Value is string text)
            {
                yield return (text, item.Line);
            }
            else
            {
                AddWrong(key, item, expected);
            }
        }
    }

    public DateOnly? Date(TomlSection section, string key)
    {
        switch (section.Find(key))
        {
            case null:
                return null;
            case { Value: DateOnly date }:
                return date;
            case var wrong:
                AddWrong(key, wrong, "a day without quotes: 2027-03-01");
                return null;
        }
    }

    public double? Number(TomlSection section, string key, double least, double most, bool isWhole)
    {
        if (section.Find(key) is not { } entry)
        {
            return null;
        }

        double? number = entry.Value switch { long whole => whole, double fraction => fraction, _ => null };
        if (number >= least && number <= most && (!isWhole || number == Math.Floor(number.Value)))
        {
            return number;
        }

        AddWrong(key, entry, string.Create(CultureInfo.InvariantCulture, $"a {(isWhole ? "whole number" : "number")} from {least} to {most}"));
        return null;
    }

    public string? Choice(TomlSection section, string key, string[] values)
    {
        if (Text(section, key) is not { } text || values.Contains(text, StringComparer.Ordinal))
        {
            return section.Find(key)?.Value as string;
        }

        AddWrong(key, section.Find(key) ?? new TomlEntry(section.Line, text), $"one of {string.Join(", ", values)}");
        return null;
    }

    private T? Value<T>(TomlSection section, string key, string expected)
        where T : class
    {
        if (section.Find(key) is not { } entry)
        {
            return null;
        }

        if (entry.Value is not T value)
        {
            AddWrong(key, entry, expected);
            return null;
        }

        return value;
    }

    private void AddWrong(string key, TomlEntry entry, string expected) =>
        Add(entry.Line, $"{key} cannot be {Shown(entry.Value)}.", $"It is {expected}.");

    private static string Shown(object? value) => value switch
    {
        string text => $"'{text}'",
        bool truth => truth ? "true" : "false",
        List<TomlEntry> => "a list",
        TomlSection => "a table",
        null => "a date with a time",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => "this",
    };
}
