using System.Globalization;
using System.Text.Json;

namespace Stoker.Baselines;

/// <summary>The findings of an earlier answer, by their fingerprints: what was there before. Immutable.</summary>
public sealed class Baseline
{
    /// <summary>What an answer with findings says it is.</summary>
    private static readonly string[] Schemas = ["stoker/analysis/", "stoker/lint/"];

    private readonly HashSet<string> _fingerprints;

    private Baseline(HashSet<string> fingerprints) => _fingerprints = fingerprints;

    /// <summary>How many findings it knows.</summary>
    public int Count => _fingerprints.Count;

    /// <summary>Reads a JSON answer of <c>analyze</c> or <c>lint</c>: one document, or one a line.</summary>
    /// <exception cref="InvalidDataException">It is something else; the message says what, and in which line.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Baseline Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var content = Content(path);
        try
        {
            return new Baseline(FingerprintsIn(content, path));
        }
        catch (JsonException error)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"line {(error.LineNumber ?? 0) + 1}, byte {error.BytePositionInLine ?? 0}");
            throw new InvalidDataException($"The baseline {path} is no JSON: {place} is not what JSON has there.", error);
        }
    }

    /// <summary>Whether a finding was there before.</summary>
    public bool Knows(string fingerprint) => _fingerprints.Contains(fingerprint);

    private static ReadOnlyMemory<byte> Content(string path)
    {
        if (Directory.Exists(path))
        {
            throw new InvalidDataException($"The baseline {path} is a folder.");
        }

        if (!File.Exists(path))
        {
            throw new InvalidDataException($"There is no baseline {path}.");
        }

        ReadOnlyMemory<byte> content = File.ReadAllBytes(path);
        if (content.Span.StartsWith("\uFEFF"u8))
        {
            content = content[3..];
        }

        return content.Span.Trim(" \t\r\n"u8).IsEmpty ? throw new InvalidDataException($"The baseline {path} is empty.") : content;
    }

    private static HashSet<string> FingerprintsIn(ReadOnlyMemory<byte> content, string path)
    {
        var fingerprints = new HashSet<string>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(content.Span, new JsonReaderOptions { AllowMultipleValues = true });
        while (reader.Read())
        {
            var line = content.Span[..(int)reader.TokenStartIndex].Count((byte)'\n') + 1;
            using var document = JsonDocument.ParseValue(ref reader);
            Add(document.RootElement, fingerprints, string.Create(CultureInfo.InvariantCulture, $"The baseline {path}, line {line},"));
        }

        return fingerprints;
    }

    /// <param name="answer">What should be an answer of Stoker.</param>
    /// <param name="fingerprints">Takes its fingerprints.</param>
    /// <param name="where">Begins what is said of trouble.</param>
    private static void Add(JsonElement answer, HashSet<string> fingerprints, string where)
    {
        if (answer.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidDataException($"{where} is JSON, but no answer of stoker.");
        }

        var schema = answer.TryGetProperty("schema", out var named) && named.ValueKind == JsonValueKind.String ? named.GetString() ?? "" : "";
        if (!Array.Exists(Schemas, known => schema.StartsWith(known, StringComparison.Ordinal)) || !answer.TryGetProperty("findings", out var findings) || findings.ValueKind != JsonValueKind.Array)
        {
            throw new InvalidDataException(answer.TryGetProperty("runs", out _) ? $"{where} is SARIF." : schema.Length > 0 ? $"{where} is {Shown(schema)}, which has no findings." : $"{where} is JSON, but no answer of stoker.");
        }

        var number = 0;
        foreach (var finding in findings.EnumerateArray())
        {
            number++;
            if (finding.ValueKind != JsonValueKind.Object || !finding.TryGetProperty("fingerprint", out var fingerprint) || fingerprint.ValueKind != JsonValueKind.String || fingerprint.GetString() is not { Length: > 0 } text)
            {
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{where} has a finding without fingerprint, number {number}: an older stoker, or another program, wrote it."));
            }

            fingerprints.Add(text);
        }
    }

    private static string Shown(string schema) => schema.Length > 40 ? schema[..40] + "…" : schema;
}
