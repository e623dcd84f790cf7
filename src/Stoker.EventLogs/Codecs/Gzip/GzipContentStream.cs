using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Stoker.EventLogs.Codecs.Gzip;

/// <summary>
/// The content of a gzip file: its members one after the other. .NET's own stream takes a member that is cut off for a whole one and gives up
/// at damage; this one checks length and checksum, and goes on at the next member it can find.
/// </summary>
internal sealed class GzipContentStream(InputWindow window) : ForwardStream
{
    private const int TrailerLength = 8;

    private readonly Crc32 _checksum = new();
    private DeflateInput? _input;
    private DeflateStream? _member;
    private uint _length;
    private string? _damage;
    private bool _isCutOff;
    private bool _endsLine;
    private bool _ended;
    private byte _last = (byte)'\n';

    /// <inheritdoc/>
    /// <exception cref="EndOfStreamException">At the end, when the last member is cut off.</exception>
    /// <exception cref="InvalidDataException">At the end, when a member was damaged.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (!_ended && !buffer.IsEmpty)
        {
            var count = _endsLine ? EndLine(buffer) : _member is null ? OpenMember() : ReadMember(_member, buffer);
            if (count > 0)
            {
                _last = buffer[count - 1];
                return count;
            }
        }
        return !_ended || _damage is null ? 0 : throw (_isCutOff ? new EndOfStreamException(_damage) : new InvalidDataException(_damage));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _member?.Dispose();
        window.Dispose();
        base.Dispose(disposing);
    }

    // What was cut out may have been the rest of a line: the next member must not be taken for it.
    private int EndLine(Span<byte> buffer)
    {
        _endsLine = false;
        if (_last == (byte)'\n')
        {
            return 0;
        }
        buffer[0] = (byte)'\n';
        return 1;
    }

    private int OpenMember()
    {
        if (!window.Holds(1))
        {
            _ended = true;
            _isCutOff = _damage is null && window.IsCutOff;
            _damage ??= window.Damage;
            return 0;
        }
        switch (GzipHeader.Measure(window, out var length))
        {
            case BlockStepKind.Block:
                window.Advance(length);
                _input = new DeflateInput(window);
                _member = new DeflateStream(_input, CompressionMode.Decompress, leaveOpen: true);
                _length = 0;
                _checksum.Reset();
                break;
            case BlockStepKind.CutOff:
                CutOff();
                break;
            default:
                PassOver();
                break;
        }
        return 0;
    }

    private int ReadMember(DeflateStream member, Span<byte> buffer)
    {
        try
        {
            var count = member.Read(buffer);
            _checksum.Append(buffer[..count]);
            _length += (uint)count;
            if (count == 0)
            {
                CloseMember();
            }
            return count;
        }
        catch (InvalidDataException exception)
        {
            Damaged(exception.Message);
            return 0;
        }
    }

    private void CloseMember()
    {
        if (_input is { WantedMore: true })
        {
            CutOffUnlessAnotherFollows();
            return;
        }
        // The decoder took a piece that reaches beyond the member, and does not say where the member ended: its trailer says it.
        var reach = (_input?.Given ?? 0) + TrailerLength;
        window.Holds(reach);
        var found = FindTrailer(window.Span[..Math.Min(reach, window.Span.Length)]);
        if (found >= 0)
        {
            window.Advance(found + TrailerLength);
            LeaveMember();
        }
        else if (window.Span.Length < reach && !EndsWithLength(window.Span))
        {
            CutOffUnlessAnotherFollows();
        }
        else
        {
            Damaged("its checksum or length is wrong");
        }
    }

    private int FindTrailer(ReadOnlySpan<byte> stored)
    {
        Span<byte> trailer = stackalloc byte[TrailerLength];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, _checksum.GetCurrentHashAsUInt32());
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], _length);
        return stored.IndexOf(trailer);
    }

    // Damage can make the decoder run through the members behind, to the end of the file.
    private void CutOffUnlessAnotherFollows()
    {
        if (GzipHeader.IsIn(window.Span[Math.Min(1, window.Span.Length)..]))
        {
            Damaged("it reaches into the next one");
        }
        else
        {
            CutOff();
        }
    }

    // Where the file ends with the right length, it is whole and the checksum is wrong.
    private bool EndsWithLength(ReadOnlySpan<byte> stored) =>
        stored.Length >= TrailerLength && BinaryPrimitives.ReadUInt32LittleEndian(stored[^4..]) == _length;

    // Padding with zeros, as tape blocks leave it, is nothing; other bytes are damage.
    private void PassOver()
    {
        const int longestPad = 64 * 1024;
        window.Holds(longestPad);
        var pad = window.Span.IndexOfAnyExcept((byte)0);
        if (pad != 0)
        {
            window.Advance(pad < 0 ? window.Span.Length : pad);
            return;
        }
        Damaged("there are bytes in it that belong to no member");
    }

    private void CutOff()
    {
        _isCutOff = _damage is null;
        _damage ??= "it ends in the middle of a gzip member";
        _ended = true;
    }

    private void Damaged(string damage)
    {
        _damage ??= damage;
        _endsLine = true;
        LeaveMember();
        // Its own header has been passed, or is to be.
        window.Skip(1);
        while (!GzipHeader.TryFind(window))
        {
            if (window.Span.IsEmpty)
            {
                return;
            }
        }
    }

    private void LeaveMember()
    {
        _member?.Dispose();
        _member = null;
        _input = null;
    }
}
