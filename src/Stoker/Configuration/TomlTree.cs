using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Stoker.Configuration;

/// <summary>Reads TOML into sections that know their lines. Built on Tomlyn's syntax tree, which needs no reflection.</summary>
internal static class TomlTree
{
    /// <summary>The root section.</summary>
    /// <exception cref="ConfigurationException">It is not TOML.</exception>
    public static TomlSection Read(string text, string file)
    {
        var document = SyntaxParser.Parse(text, file, validate: true);
        if (document.HasErrors)
        {
            throw new ConfigurationException(file, [.. document.Diagnostics.Select(problem => new ConfigurationProblem(problem.Span.Start.Line + 1, $"This is not TOML: {problem.Message.TrimEnd('.')}.", null))]);
        }

        var root = new TomlSection("", 1);
        AddAll(root, document.KeyValues);
        foreach (var table in document.Tables)
        {
            AddAll(SectionOf(root, table), table.Items);
        }

        return root;
    }

    private static TomlSection SectionOf(TomlSection root, TableSyntaxBase table)
    {
        var line = LineOf(table);
        var keys = KeysOf(table.Name);
        var parent = Descend(root, keys.Take(keys.Count - 1), line);
        if (table is not TableArraySyntax)
        {
            return Descend(parent, [keys[^1]], line);
        }

        if (parent.Find(keys[^1])?.Value is not List<TomlEntry> list)
        {
            parent.Add(keys[^1], new TomlEntry(line, list = []));
        }

        var section = new TomlSection(parent.NameOf(keys[^1]), line);
        list.Add(new TomlEntry(line, section));
        return section;
    }

    /// <summary>The section below; of an array of tables, its last one.</summary>
    private static TomlSection Descend(TomlSection section, IEnumerable<string> keys, int line)
    {
        foreach (var key in keys)
        {
            var value = section.Find(key)?.Value;
            if ((value is List<TomlEntry> { Count: > 0 } list ? list[^1].Value : value) is not TomlSection below)
            {
                below = new TomlSection(section.NameOf(key), line);
                section.Add(key, new TomlEntry(line, below));
            }

            section = below;
        }

        return section;
    }

    private static void AddAll(TomlSection section, IEnumerable<KeyValueSyntax> pairs)
    {
        foreach (var pair in pairs)
        {
            var keys = KeysOf(pair.Key);
            var line = LineOf(pair);
            var parent = Descend(section, keys.Take(keys.Count - 1), line);
            parent.Add(keys[^1], new TomlEntry(line, ValueOf(pair.Value, parent.NameOf(keys[^1]))));
        }
    }

    private static object? ValueOf(SyntaxNode? value, string name)
    {
        switch (value)
        {
            case StringValueSyntax text:
                return text.Value ?? "";
            case IntegerValueSyntax number:
                return number.Value;
            case FloatValueSyntax number:
                return number.Value;
            case BooleanValueSyntax truth:
                return truth.Value;
            case DateTimeValueSyntax { Value: { Kind: TomlDateTimeKind.LocalDate } date }:
                return DateOnly.FromDateTime(date.DateTime.DateTime);
            case ArraySyntax array:
                return array.Items.Select(item => new TomlEntry(LineOf(item), ValueOf(item.Value, name))).ToList();
            case InlineTableSyntax table:
                var section = new TomlSection(name, LineOf(table));
                AddAll(section, table.Items.Select(item => item.KeyValue).OfType<KeyValueSyntax>());
                return section;
            default:
                return null;
        }
    }

    private static List<string> KeysOf(KeySyntax? key) => key is null ? [""] : [TextOf(key.Key), .. key.DotKeys.Select(dotted => TextOf(dotted.Key))];

    private static string TextOf(BareKeyOrStringValueSyntax? key) => key switch
    {
        StringValueSyntax text => text.Value ?? "",
        BareKeySyntax bare => bare.Key?.Text ?? "",
        _ => "",
    };

    private static int LineOf(SyntaxNode node) => node.Span.Start.Line + 1;
}
