using System.Text.Json;

namespace Stoker.Baselines;

/// <summary>The findings of an earlier answer, by their fingerprints: what was there before. Immutable.</summary>
public sealed class Baseline
{
    private readonly HashSet<string> _fingerprints;

    private Baseline(HashSet<string> fingerprints) => _fingerprints = fingerprints;

    /// <summary>How many findings it knows.</summary>
    public int Count => _fingerprints.Count;

    /// <summary>Reads a JSON answer of <c>analyze</c> or <c>lint</c>: one document, or one a line.</summary>
    /// <exception cref="InvalidDataException">It is something else; the message says so.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Baseline Read(string path)
    {
        try
        {
            return new Baseline(FingerprintsIn(File.ReadAllBytes(path)));
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"The baseline {path} is not the JSON output of stoker: {exception.Message}", exception);
        }
    }

    /// <summary>Whether a finding was there before.</summary>
    public bool Knows(string fingerprint) => _fingerprints.Contains(fingerprint);

    private static HashSet<string> FingerprintsIn(byte[] content)
    {
        var fingerprints = new HashSet<string>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(content, new JsonReaderOptions { AllowMultipleValues = true });
        while (reader.Read())
        {
            using var document = JsonDocument.ParseValue(ref reader);
            foreach (var finding in document.RootElement.GetProperty("findings").EnumerateArray())
            {
                // An answer of a version that had no fingerprints yet knows nothing.
                if (finding.TryGetProperty("fingerprint", out var fingerprint) && fingerprint.GetString() is { } text)
                {
                    fingerprints.Add(text);
                }
            }
        }

        return fingerprints;
    }
}
