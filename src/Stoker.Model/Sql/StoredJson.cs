using System.IO.Compression;

namespace Stoker.Model.Sql;

/// <summary>A JSON value kept as it stood in the log, compressed on demand. Immutable once built.</summary>
internal sealed class StoredJson
{
    private readonly byte[] _bytes;
    private readonly int _compressedFrom;

    /// <param name="bytes">The UTF-8 text of one JSON value; not copied.</param>
    public StoredJson(byte[] bytes)
        : this(bytes, 0)
    {
    }

    private StoredJson(byte[] bytes, int compressedFrom)
    {
        _bytes = bytes;
        _compressedFrom = compressedFrom;
    }

    /// <summary>Bytes of memory it takes.</summary>
    public int StoredBytes => _bytes.Length;

    public ReadOnlySpan<byte> Read()
    {
        if (_compressedFrom == 0)
        {
            return _bytes;
        }

        var plain = new byte[_compressedFrom];
        using var stream = new DeflateStream(new MemoryStream(_bytes), CompressionMode.Decompress);
        stream.ReadExactly(plain);
        return plain;
    }

    /// <summary>The same value in less memory; plans repeat themselves and shrink about tenfold.</summary>
    public StoredJson Compress()
    {
        if (_compressedFrom != 0 || _bytes.Length < 512)
        {
            return this;
        }

        using var target = new MemoryStream();
        using (var stream = new DeflateStream(target, CompressionLevel.Fastest, leaveOpen: true))
        {
            stream.Write(_bytes);
        }

        return new StoredJson(target.ToArray(), _bytes.Length);
    }
}
