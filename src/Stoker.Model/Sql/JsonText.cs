using System.Text;
using System.Text.Json;

namespace Stoker.Model.Sql;

/// <summary>Strings of JSON that may not be Unicode: half a surrogate pair, or bytes that are not UTF-8, in logs of programs that print anything.</summary>
internal static class JsonText
{
    /// <summary>The string that the reader stands on, as it stands in the log where it cannot be unescaped; empty for any other value, which is passed.</summary>
    public static string Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String && reader.TokenType != JsonTokenType.PropertyName)
        {
            reader.Skip();
            return "";
        }

        return Unescape(in reader);
    }

    /// <summary>Whether the key or string that the reader stands on is this text.</summary>
    public static bool Is(in Utf8JsonReader reader, ReadOnlySpan<byte> text) =>
        reader.ValueIsEscaped ? Unescape(in reader) == Encoding.UTF8.GetString(text) : reader.ValueSpan.SequenceEqual(text);

    private static string Unescape(in Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }
}
