using System.Text.Json;

namespace Stoker.PySpark.Reading;

/// <summary>What is needed of a notebook's JSON, with the bytes at which each line stands.</summary>
internal sealed class JupyterJson
{
    private readonly List<int> newLines = [];

    private JupyterJson()
    {
    }

    public List<JupyterCell> CodeCells { get; } = [];

    public string? Language { get; private set; }

    public static JupyterJson Read(byte[] bytes)
    {
        var found = new JupyterJson();
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '\n')
            {
                found.newLines.Add(i);
            }
        }

        var mark = bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;
        var reader = new Utf8JsonReader(bytes.AsSpan(mark), new JsonReaderOptions { MaxDepth = 256 });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A notebook is a JSON object.");
        }

        found.ReadNotebook(ref reader, mark);
        return found;
    }

    private void ReadNotebook(ref Utf8JsonReader reader, int mark)
    {
        var cells = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("cells"))
            {
                ReadCells(ref reader, mark, ref cells);
            }
            else if (reader.ValueTextEquals("worksheets"))
            {
                ReadWorksheets(ref reader, mark, ref cells);
            }
            else if (reader.ValueTextEquals("metadata"))
            {
                reader.Read();
                using var metadata = JsonDocument.ParseValue(ref reader);
                Language = LanguageOf(metadata.RootElement);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadWorksheets(ref Utf8JsonReader reader, int mark, ref int cells)
    {
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("cells"))
                {
                    ReadCells(ref reader, mark, ref cells);
                }
                else
                {
                    reader.Skip();
                }
            }
        }
    }

    private void ReadCells(ref Utf8JsonReader reader, int mark, ref int cells)
    {
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            ReadCell(ref reader, mark, cells++);
        }
    }

    private void ReadCell(ref Utf8JsonReader reader, int mark, int index)
    {
        var isCode = false;
        List<string> tags = [];
        List<JupyterLine> lines = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("cell_type"))
            {
                reader.Read();
                isCode = reader.ValueTextEquals("code");
            }
            else if (reader.ValueTextEquals("source") || reader.ValueTextEquals("input"))
            {
                ReadSource(ref reader, mark, lines);
            }
            else if (reader.ValueTextEquals("metadata"))
            {
                reader.Read();
                using var metadata = JsonDocument.ParseValue(ref reader);
                tags = TagsOf(metadata.RootElement);
            }
            else
            {
                reader.Skip();
            }
        }

        if (isCode)
        {
            CodeCells.Add(new JupyterCell(index, lines, tags));
        }
    }

    private void ReadSource(ref Utf8JsonReader reader, int mark, List<JupyterLine> lines)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            AddToken(ref reader, mark, lines);
            return;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.String)
        {
            AddToken(ref reader, mark, lines);
        }
    }

    private void AddToken(ref Utf8JsonReader reader, int mark, List<JupyterLine> lines)
    {
        var start = (int)reader.TokenStartIndex + mark;
        var end = (int)reader.BytesConsumed + mark;
        var at = newLines.BinarySearch(start);
        var jsonLine = (at >= 0 ? at : ~at) + 1;
        var text = reader.GetString() ?? "";
        var from = 0;
        while (from < text.Length)
        {
            var next = text.IndexOf('\n', from);
            next = next < 0 ? text.Length : next + 1;
            lines.Add(new JupyterLine(start, end, jsonLine, text[from..next]));
            from = next;
        }
    }

    private static string? LanguageOf(JsonElement metadata) =>
        metadata.ValueKind == JsonValueKind.Object
        && (metadata.TryGetProperty("kernelspec", out var kernel) || metadata.TryGetProperty("language_info", out kernel))
        && kernel.ValueKind == JsonValueKind.Object
        && (kernel.TryGetProperty("language", out var language) || kernel.TryGetProperty("name", out language))
        && language.ValueKind == JsonValueKind.String
            ? Known(language.GetString())
            : null;

    /// <summary>A kernel's name may be anything; only the name of another language says that the cells are not Python.</summary>
    private static string? Known(string? name) =>
        name is not null && (string[])["scala", "r", "ir", "julia", "javascript", "java", "csharp", "sql", "bash"] is var others && others.Contains(name.ToLowerInvariant()) ? name : null;

    private static List<string> TagsOf(JsonElement metadata) =>
        metadata.ValueKind == JsonValueKind.Object && metadata.TryGetProperty("tags", out var tags) && tags.ValueKind == JsonValueKind.Array
            ? [.. tags.EnumerateArray().Where(tag => tag.ValueKind == JsonValueKind.String).Select(tag => tag.GetString() ?? "")]
            : [];
}
