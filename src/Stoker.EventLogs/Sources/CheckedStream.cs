using System.IO.Hashing;
using Stoker.EventLogs.Codecs;

namespace Stoker.EventLogs.Sources;

/// <summary>Compares what comes out of an archive with the length and checksum that the archive's directory holds, which .NET does not do.</summary>
internal sealed class CheckedStream(Stream content, long length, uint checksum) : ForwardStream
{
    private readonly Crc32 _checksum = new();
    private long _length;

    /// <inheritdoc/>
    /// <exception cref="EndOfStreamException">At the end, when there should be more.</exception>
    /// <exception cref="InvalidDataException">At the end, when it is not what was packed.</exception>
    public override int Read(Span<byte> buffer)
    {
        var count = content.Read(buffer);
        _checksum.Append(buffer[..count]);
        _length += count;
        if (count > 0 || buffer.IsEmpty)
        {
            return count;
        }
        if (_length < length)
        {
            throw new EndOfStreamException($"the archive holds {_length} of its {length} bytes");
        }
        return _checksum.GetCurrentHashAsUInt32() == checksum ? 0 : throw new InvalidDataException("it is not what was packed into the archive: its checksum is wrong");
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        content.Dispose();
        base.Dispose(disposing);
    }
}
