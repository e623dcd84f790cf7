using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Stoker.Reports.Contracts;

/// <summary>Writes a contract as JSON.</summary>
internal static class ContractText
{
    /// <summary>One document and a line end. Names keep their umlauts and quotes readable: the document is never put inside HTML as it is.</summary>
    /// <param name="document">The contract.</param>
    /// <param name="type">How it is written.</param>
    /// <param name="isIndented">False for one document a line.</param>
    public static string Of<T>(T document, JsonTypeInfo<T> type, bool isIndented = true)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = isIndented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" }))
        {
            JsonSerializer.Serialize(writer, document, type);
        }

        bytes.WriteByte((byte)'\n');
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
