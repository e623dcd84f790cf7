using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Stoker.EventLogs.Scanning;

namespace Stoker.EventLogs.Events;

/// <summary>
/// The correct and slower way to read an event: any key order, white space, escapes, numbers written as <c>1.0</c>, <c>1e3</c> or in quotes.
/// Stands on a value after <see cref="NextKey"/>, and every value is read or skipped before the next key.
/// </summary>
internal ref struct EventReader
{
    /// <summary>Plans of more than a thousand levels occur, each two levels of JSON; beyond this the line is damaged.</summary>
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 100_000 };

    private readonly ReadOnlySpan<byte> _text;
    private Utf8JsonReader _json;

    public EventReader(ReadOnlySpan<byte> json, StringPool strings)
    {
        _text = json;
        _json = new Utf8JsonReader(json, Options);
        Strings = strings;
        _json.Read();
    }

    public readonly StringPool Strings { get; }

    /// <summary>Whether the value is null, which Spark writes where it knows nothing.</summary>
    public readonly bool IsNull => _json.TokenType == JsonTokenType.Null;

    public readonly bool IsObject => _json.TokenType == JsonTokenType.StartObject;

    public readonly bool IsArray => _json.TokenType == JsonTokenType.StartArray;

    public readonly bool IsNumber => _json.TokenType == JsonTokenType.Number;

    public readonly bool IsString => _json.TokenType == JsonTokenType.String;

    /// <summary>Whether the text is one object from its first brace to its last.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> text)
    {
        try
        {
            var json = new Utf8JsonReader(text, Options);
            json.Read();
            json.Skip();
            return json.TokenType == JsonTokenType.EndObject;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Goes to the next key of the object that the reader is in and on to its value.</summary>
    /// <returns>False at the end of the object.</returns>
    public bool NextKey(out Key key)
    {
        Advance();
        if (_json.TokenType != JsonTokenType.PropertyName)
        {
            key = default;
            return false;
        }

        key = new Key(_json.HasValueSequence || _json.ValueIsEscaped ? Unescape() : _json.ValueSpan);
        Advance();
        return true;
    }

    /// <summary>Enters an array; call before <see cref="NextItem"/>. A null or other value counts as an empty array.</summary>
    public bool EnterArray()
    {
        if (IsArray)
        {
            return true;
        }

        Skip();
        return false;
    }

    /// <summary>Enters an object; a null or other value counts as an empty one.</summary>
    public bool EnterObject()
    {
        if (IsObject)
        {
            return true;
        }

        Skip();
        return false;
    }

    /// <summary>Goes to the next item of the array.</summary>
    /// <returns>False at the end of the array.</returns>
    public bool NextItem()
    {
        Advance();
        return _json.TokenType != JsonTokenType.EndArray;
    }

    public void Skip() => _json.Skip();

    /// <summary>An integer; absent for null and for what is no number.</summary>
    public long? Integer()
    {
        switch (_json.TokenType)
        {
            case JsonTokenType.Number:
                return _json.TryGetInt64(out var value) ? value : ToInteger(_json.GetDouble());
            case JsonTokenType.String:
                var text = _json.ValueSpan;
                return Utf8Parser.TryParse(text, out long parsed, out var used) && used == text.Length ? parsed
                    : Utf8Parser.TryParse(text, out double real, out used) && used == text.Length ? ToInteger(real) : null;
            default:
                Skip();
                return null;
        }
    }

    /// <summary>A 32-bit integer; out of range counts as absent.</summary>
    public int? Integer32() => Integer() is { } value and >= int.MinValue and <= int.MaxValue ? (int)value : null;

    /// <summary>A number with fraction; absent for null, NaN and what is no number.</summary>
    public double? Real()
    {
        switch (_json.TokenType)
        {
            case JsonTokenType.Number:
                return _json.GetDouble() is var number && double.IsFinite(number) ? number : null;
            case JsonTokenType.String:
                var text = _json.ValueSpan;
                return Utf8Parser.TryParse(text, out double parsed, out var used) && used == text.Length && double.IsFinite(parsed) ? parsed : null;
            default:
                Skip();
                return null;
        }
    }

    public bool Boolean(bool otherwise = false)
    {
        switch (_json.TokenType)
        {
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            default:
                Skip();
                return otherwise;
        }
    }

    /// <summary>Text that repeats in a log, as one string each; absent for null. Numbers and objects come as their JSON.</summary>
    public string? Text()
    {
        switch (_json.TokenType)
        {
            case JsonTokenType.String:
                return Strings.Get(_json.ValueIsEscaped ? Unescape() : _json.ValueSpan);
            case JsonTokenType.Null:
                return null;
            default:
                return Encoding.UTF8.GetString(RawValue());
        }
    }

    /// <summary>Text that does not repeat, such as an error message; absent for null.</summary>
    public string? UniqueText()
    {
        if (_json.TokenType == JsonTokenType.String)
        {
            return Encoding.UTF8.GetString(_json.ValueIsEscaped ? Unescape() : _json.ValueSpan);
        }

        return Text();
    }

    /// <summary>The JSON of the value as it stands in the log; the value is passed.</summary>
    public ReadOnlySpan<byte> RawValue()
    {
        var start = (int)_json.TokenStartIndex;
        _json.Skip();
        return _text[start..(int)_json.BytesConsumed];
    }

    /// <summary>An object of strings, in the order of the log.</summary>
    public List<KeyValuePair<string, string>> Pairs()
    {
        List<KeyValuePair<string, string>> pairs = [];
        if (IsArray)
        {
            // Spark 1.x writes classpath entries and the like as pairs in arrays in some builds; nothing is lost by passing them.
            Skip();
            return pairs;
        }

        if (EnterObject())
        {
            while (NextKey(out var key))
            {
                pairs.Add(new(Strings.Get(key.Name), Text() ?? ""));
            }
        }

        return pairs;
    }

    public List<int> Integers()
    {
        List<int> values = [];
        if (EnterArray())
        {
            while (NextItem())
            {
                if (Integer32() is { } value)
                {
                    values.Add(value);
                }
            }
        }

        return values;
    }

    public List<string> Texts()
    {
        List<string> values = [];
        if (EnterArray())
        {
            while (NextItem())
            {
                if (Text() is { } value)
                {
                    values.Add(value);
                }
            }
        }

        return values;
    }

    /// <summary>Goes to the next token. There is always one inside an object or array, so that a loop over items cannot run past the end of the line.</summary>
    private void Advance()
    {
        if (!_json.Read())
        {
            throw new JsonException("The line ends inside a value.");
        }
    }

    /// <summary>The integer part; absent when 64 bits do not hold it.</summary>
    internal static long? ToInteger(double value) => value is >= long.MinValue and < 9.2233720368547748e18 ? (long)value : null;

    private readonly ReadOnlySpan<byte> Unescape()
    {
        var text = new byte[_json.ValueSpan.Length];
        try
        {
            return text.AsSpan(0, _json.CopyString(text));
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, or bytes that are not UTF-8: the text as it stands is better than none.
            return _json.ValueSpan;
        }
    }

    /// <summary>A key, compared by its bytes.</summary>
    internal readonly ref struct Key(ReadOnlySpan<byte> name)
    {
        public ReadOnlySpan<byte> Name { get; } = name;

        public bool Is(ReadOnlySpan<byte> other) => Name.SequenceEqual(other);
    }
}
