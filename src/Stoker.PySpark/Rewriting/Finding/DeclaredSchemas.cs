using System.Text.Json;
using System.Text.RegularExpressions;
using Stoker.PySpark.Rewriting.Native;

namespace Stoker.PySpark.Rewriting.Finding;

/// <summary>
/// Column types that the user states for tables and files that the source reads without a schema (<c>--schema FILE</c>). The file holds DDL text, the JSON of
/// <c>df.schema.json()</c>, or a JSON object of one of those a table name.
/// </summary>
public sealed partial class DeclaredSchemas
{
    private const string Any = "*";

    private readonly Dictionary<string, IReadOnlyList<(string Name, SparkType Type)>> tables = new(StringComparer.OrdinalIgnoreCase);

    private DeclaredSchemas(bool mayBeRequired)
    {
        MayBeRequired = mayBeRequired;
    }

    /// <summary>Whether a column may be stated as NOT NULL.</summary>
    internal bool MayBeRequired { get; }

    /// <summary>Reads the text of a schema file.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It is no schema; the message says which part.</exception>
    public static DeclaredSchemas Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var schemas = new DeclaredSchemas(RequiredColumn().IsMatch(text));
        if (text.TrimStart() is not ['{', ..])
        {
            schemas.tables[Any] = Ddl(Any, text.Trim());
            return schemas;
        }

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text);
        }
        catch (JsonException error)
        {
            throw new FormatException($"it is no JSON: {error.Message}", error);
        }

        using (document)
        {
            if (document.RootElement.TryGetProperty("fields", out _))
            {
                schemas.tables[Any] = Columns(Any, document.RootElement);
                return schemas;
            }

            foreach (var table in document.RootElement.EnumerateObject())
            {
                schemas.tables[table.Name] = Columns(table.Name, table.Value);
            }
        }

        return schemas;
    }

    /// <summary>The columns of a table name or path: by the whole name, else by its last part without an ending, else those stated for all.</summary>
    internal IReadOnlyList<(string Name, SparkType Type)>? Of(string? source)
    {
        if (source is not null && (tables.TryGetValue(source, out var columns) || tables.TryGetValue(LastPart(source), out columns)))
        {
            return columns;
        }

        return tables.GetValueOrDefault(Any);
    }

    private static string LastPart(string source)
    {
        var path = source.TrimEnd('/', '*');
        return path.Contains('/', StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(path) : path[(path.LastIndexOf('.') + 1)..];
    }

    private static IReadOnlyList<(string Name, SparkType Type)> Columns(string table, JsonElement schema) => schema.ValueKind switch
    {
        JsonValueKind.String => Ddl(table, schema.GetString()!),
        JsonValueKind.Object when schema.TryGetProperty("fields", out var fields) && fields.ValueKind == JsonValueKind.Array => [.. fields.EnumerateArray().Select(Field)],
        _ => throw new FormatException($"table '{table}': it takes DDL text such as \"id bigint, name string\" or the JSON of df.schema.json()"),
    };

    private static IReadOnlyList<(string Name, SparkType Type)> Ddl(string table, string ddl) =>
        SparkTypeReader.TryReadColumns(ddl) ?? throw new FormatException($"table '{table}': '{ddl}' is no DDL of columns, such as \"id bigint, name string\"");

    private static (string Name, SparkType Type) Field(JsonElement field) => field.ValueKind == JsonValueKind.Object && field.TryGetProperty("name", out var name) && field.TryGetProperty("type", out var type)
        ? (name.GetString() ?? "", ComparesOtherwise(field) ? SparkType.Other("char or collated string") : Type(type))
        : throw new FormatException("a field without name or type");

    /// <summary>CHAR columns and collations stand in the metadata; the type says only "string", and native comparisons of such a column differ from Python's.</summary>
    private static bool ComparesOtherwise(JsonElement field) => field.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
        && metadata.EnumerateObject().Any(entry => entry.Name is "__CHAR_VARCHAR_TYPE_STRING" or "__COLLATIONS");

    /// <summary>A type that is not told apart here is one that no rewrite is done for.</summary>
    private static SparkType Type(JsonElement type)
    {
        if (type.ValueKind == JsonValueKind.String)
        {
            return SparkTypeReader.TryReadType(type.GetString()!) ?? SparkType.Other(type.GetString()!);
        }

        return type.ValueKind == JsonValueKind.Object && type.TryGetProperty("type", out var kind) && kind.ValueKind == JsonValueKind.String
            ? kind.GetString() switch
            {
                "array" when type.TryGetProperty("elementType", out var element) => SparkType.Array(Type(element)),
                "map" when type.TryGetProperty("keyType", out var key) && type.TryGetProperty("valueType", out var value) => SparkType.Map(Type(key), Type(value)),
                "struct" when type.TryGetProperty("fields", out var fields) => SparkType.Struct([.. fields.EnumerateArray().Select(Field)]),
                var other => SparkType.Other(other ?? "unknown"),
            }
            : SparkType.Other("unknown");
    }

    [GeneratedRegex("not\\s+null|\"nullable\"\\s*:\\s*false", RegexOptions.IgnoreCase)]
    private static partial Regex RequiredColumn();
}
