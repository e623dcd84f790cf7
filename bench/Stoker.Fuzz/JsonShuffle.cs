using System.Text;
using System.Text.Json;

namespace Stoker.Fuzz;

/// <summary>Writes a line of JSON anew so that it means the same: other key orders, white space, numbers in quotes or with a fraction, escapes.</summary>
internal sealed class JsonShuffle(Random random)
{
    private readonly StringBuilder _text = new();

    public bool ShufflesKeys { get; init; }

    public bool AddsSpace { get; init; }

    public bool QuotesNumbers { get; init; }

    /// <summary>Writes numbers as <c>1.0</c>.</summary>
    public bool AddsFractions { get; init; }

    public bool EscapesText { get; init; }

    public byte[] Rewrite(ReadOnlyMemory<byte> line)
    {
        using var document = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 10_000 });
        _text.Clear();
        Write(document.RootElement, isRoot: true);
        return Encoding.UTF8.GetBytes(_text.ToString());
    }

    private void Write(JsonElement value, bool isRoot = false)
    {
        Space();
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(value, isRoot);
                break;
            case JsonValueKind.Array:
                _text.Append('[');
                var isFirst = true;
                foreach (var item in value.EnumerateArray())
                {
                    _text.Append(isFirst ? "" : ",");
                    isFirst = false;
                    Write(item);
                }

                Space();
                _text.Append(']');
                break;
            case JsonValueKind.Number:
                WriteNumber(value.GetRawText());
                break;
            case JsonValueKind.String:
                WriteText(value.GetRawText());
                break;
            default:
                _text.Append(value.GetRawText());
                break;
        }
    }

    /// <summary>The event's name stays first in the line: it says which reader reads it.</summary>
    private void WriteObject(JsonElement value, bool isRoot)
    {
        var properties = value.EnumerateObject().ToArray();
        if (ShufflesKeys)
        {
            random.Shuffle(properties.AsSpan(isRoot && properties is [{ Name: "Event" }, ..] ? 1 : 0));
        }

        _text.Append('{');
        for (var property = 0; property < properties.Length; property++)
        {
            _text.Append(property == 0 ? "" : ",");
            Space(isRoot && property == 0);
            WriteText(JsonSerializer.Serialize(properties[property].Name, JsonSerializerOptions.Default), isRoot && property == 0);
            Space(isRoot && property == 0);
            _text.Append(':');
            if (isRoot && property == 0)
            {
                _text.Append(properties[property].Value.GetRawText());
            }
            else
            {
                Write(properties[property].Value);
            }
        }

        Space();
        _text.Append('}');
    }

    private void WriteNumber(string number)
    {
        var isInteger = number.AsSpan().IndexOfAny('.', 'e', 'E') < 0;
        var text = isInteger && AddsFractions && number.Length < 16 ? number + ".0" : number;
        _text.Append(QuotesNumbers ? $"\"{text}\"" : text);
    }

    private void WriteText(string quoted, bool isFixed = false)
    {
        if (!EscapesText || isFixed || quoted.Length < 3 || quoted[1] == '\\' || char.IsSurrogate(quoted[1]) || random.Next(4) != 0)
        {
            _text.Append(quoted);
            return;
        }

        _text.Append('"').Append("\\u").Append(((int)quoted[1]).ToString("x4", System.Globalization.CultureInfo.InvariantCulture)).Append(quoted.AsSpan(2));
    }

    private void Space(bool isFixed = false)
    {
        if (AddsSpace && !isFixed && random.Next(3) == 0)
        {
            _text.Append(random.Next(3) switch { 0 => " ", 1 => "\t", _ => "  " });
        }
    }
}
