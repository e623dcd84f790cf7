using System.Text;

namespace Stoker.EventLogs.Scanning;

/// <summary>
/// The keys of one kind of JSON object in the order in which Spark writes them. A cursor that has just read key n expects key n + 1 and checks it
/// with one comparison; any other order is found by search, so that order matters for speed only.
/// </summary>
internal sealed class KeyTable
{
    private readonly byte[][] _quotedKeys;

    public KeyTable(params string[] keys) => _quotedKeys = [.. keys.Select(key => Encoding.UTF8.GetBytes($"\"{key}\":"))];

    /// <summary>A key, bare.</summary>
    public string this[int key] => Encoding.UTF8.GetString(_quotedKeys[key].AsSpan(1, _quotedKeys[key].Length - 3));

    /// <summary>Finds the key that <paramref name="text"/> starts with, looking first at <paramref name="expected"/> and after it.</summary>
    /// <returns>Position of the key in the table, or -1.</returns>
    public int Find(ReadOnlySpan<byte> text, int expected, out int length)
    {
        for (var key = expected; key < _quotedKeys.Length; key++)
        {
            if (text.StartsWith(_quotedKeys[key]))
            {
                length = _quotedKeys[key].Length;
                return key;
            }
        }

        for (var key = 0; key < Math.Min(expected, _quotedKeys.Length); key++)
        {
            if (text.StartsWith(_quotedKeys[key]))
            {
                length = _quotedKeys[key].Length;
                return key;
            }
        }

        length = 0;
        return -1;
    }

    /// <summary>Finds a bare key.</summary>
    /// <returns>Position of the key in the table, or -1.</returns>
    public int FindName(ReadOnlySpan<byte> name)
    {
        for (var key = 0; key < _quotedKeys.Length; key++)
        {
            if (_quotedKeys[key].Length == name.Length + 3 && _quotedKeys[key].AsSpan(1, name.Length).SequenceEqual(name))
            {
                return key;
            }
        }

        return -1;
    }
}
