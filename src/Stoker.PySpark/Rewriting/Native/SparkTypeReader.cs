using System.Globalization;

namespace Stoker.PySpark.Rewriting.Native;

/// <summary>Reads a type or a table schema written as DDL: <c>array&lt;int&gt;</c>, <c>a INT, b: STRING NOT NULL</c>.</summary>
internal sealed class SparkTypeReader
{
    private readonly string text;
    private int at;

    private SparkTypeReader(string text) => this.text = text;

    /// <summary>The type that <paramref name="ddl"/> names, or absent when it is not one.</summary>
    public static SparkType? TryReadType(string ddl)
    {
        var reader = new SparkTypeReader(ddl);
        var type = reader.Type();
        reader.Space();
        return type is not null && reader.at == ddl.Length ? type : null;
    }

    /// <summary>The columns of a table schema, or absent when it is none.</summary>
    public static IReadOnlyList<(string Name, SparkType Type)>? TryReadColumns(string ddl)
    {
        var reader = new SparkTypeReader(ddl);
        var fields = reader.Fields('\0');
        reader.Space();
        return fields is not null && reader.at == ddl.Length ? fields : null;
    }

    private SparkType? Type()
    {
        var name = Word()?.ToLowerInvariant();
        switch (name)
        {
            case null: return null;
            case "boolean" or "bool": return SparkType.Boolean;
            case "tinyint" or "byte": return SparkType.Byte;
            case "smallint" or "short": return SparkType.Short;
            case "int" or "integer": return SparkType.Int;
            case "bigint" or "long": return SparkType.Long;
            case "float" or "real": return SparkType.Float;
            case "double": return SparkType.Double;
            case "string": return SparkType.String;
            case "binary": return SparkType.Binary;
            case "date": return SparkType.Date;
            case "timestamp": return SparkType.Timestamp;
            case "timestamp_ntz": return SparkType.TimestampNtz;
            case "void" or "null": return SparkType.Void;
            case "decimal" or "dec" or "numeric": return Decimal();
            case "array": return Take('<') && Type() is { } element && Take('>') ? SparkType.Array(element) : null;
            case "map": return Take('<') && Type() is { } key && Take(',') && Type() is { } value && Take('>') ? SparkType.Map(key, value) : null;
            case "struct": return Take('<') && Fields('>') is { } fields && Take('>') ? SparkType.Struct(fields) : null;
            default: return null;
        }
    }

    private SparkType? Decimal()
    {
        if (!Take('('))
        {
            return SparkType.Decimal(10, 0);
        }

        var precision = Number();
        var scale = Take(',') ? Number() : 0;
        return precision is { } p && scale is { } s && Take(')') ? SparkType.Decimal(p, s) : null;
    }

    private List<(string, SparkType)>? Fields(char end)
    {
        var fields = new List<(string, SparkType)>();
        Space();
        if (end != '\0' && at < text.Length && text[at] == end)
        {
            return fields;
        }

        do
        {
            if (Word() is not { } name)
            {
                return null;
            }

            Take(':');
            if (Type() is not { } type)
            {
                return null;
            }

            if (TakeWord("not"))
            {
                TakeWord("null");
            }

            if (TakeWord("comment"))
            {
                return null;
            }

            fields.Add((name, type));
        }
        while (Take(','));
        return fields;
    }

    private string? Word()
    {
        Space();
        if (at < text.Length && text[at] == '`')
        {
            var close = text.IndexOf('`', at + 1);
            if (close < 0)
            {
                return null;
            }

            var quoted = text[(at + 1)..close];
            at = close + 1;
            return quoted;
        }

        var start = at;
        while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] == '_'))
        {
            at++;
        }

        return at > start ? text[start..at] : null;
    }

    private bool TakeWord(string word)
    {
        var before = at;
        if (string.Equals(Word(), word, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        at = before;
        return false;
    }

    private int? Number()
    {
        Space();
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return int.TryParse(text.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private bool Take(char sign)
    {
        Space();
        if (at < text.Length && text[at] == sign)
        {
            at++;
            return true;
        }

        return false;
    }

    private void Space()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }
    }
}
