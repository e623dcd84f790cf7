namespace Stoker.EventLogs.Codecs;

/// <summary>
/// Stored bytes of one file seen through a window that moves forward only. Files, standard input, zip entries and downloads all look alike from
/// here. Memory is bounded by the largest stretch that a codec asks to see at once. Not thread-safe.
/// </summary>
internal sealed class InputWindow(Stream stream) : IDisposable
{
    // The first read is small since listing many logs looks at their heads only; then the reads grow to where a system call costs nothing.
    private const int FirstRead = 64 * 1024;
    private const int LargestRead = 1024 * 1024;

    private byte[] _buffer = [];
    private int _start;
    private int _end;
    private int _nextRead = FirstRead;
    private bool _ended;

    /// <summary>Bytes before the window: the position of its first byte in the stored file.</summary>
    public long Offset { get; private set; }

    /// <summary>What stopped the input before its proper end, when the layer below (gzip, zip) was damaged or cut off.</summary>
    public string? Damage { get; private set; }

    /// <summary>True when <see cref="Damage"/> is that the layer below ends too early, and nothing else.</summary>
    public bool IsCutOff { get; private set; }

    /// <summary>The bytes in the window. Valid until the next call that reads.</summary>
    public ReadOnlySpan<byte> Span => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Reads on until the window holds <paramref name="count"/> bytes.</summary>
    /// <returns>False when the input ends before; the window then holds all there is.</returns>
    public bool Holds(int count)
    {
        while (_end - _start < count)
        {
            if (_ended || !ReadMore(count))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Moves the start of the window past bytes that it holds.</summary>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _end - _start);
        _start += count;
        Offset += count;
    }

    /// <summary>Moves the start of the window past bytes, reading and dropping those that it does not hold.</summary>
    /// <returns>False when the input ended before.</returns>
    public bool Skip(long count)
    {
        while (count > 0)
        {
            if (!Holds(1))
            {
                return false;
            }
            var step = (int)Math.Min(count, _end - _start);
            Advance(step);
            count -= step;
        }
        return true;
    }

    /// <summary>Takes bytes out of the window, or straight from the input when it is empty.</summary>
    /// <returns>How many; 0 at the end only.</returns>
    public int Read(Span<byte> target)
    {
        if (_end == _start)
        {
            var direct = _ended ? 0 : ReadInput(target);
            Offset += direct;
            return direct;
        }
        var count = Math.Min(target.Length, _end - _start);
        Span[..count].CopyTo(target);
        Advance(count);
        return count;
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private bool ReadMore(int wanted)
    {
        MakeRoom(Math.Max(_nextRead, wanted - (_end - _start)));
        var room = _buffer.AsSpan(_end);
        var count = ReadInput(room[..Math.Min(room.Length, Math.Max(_nextRead, wanted - (_end - _start)))]);
        _end += count;
        _nextRead = Math.Min(_nextRead * 2, LargestRead);
        return count > 0;
    }

    private void MakeRoom(int count)
    {
        if (_buffer.Length - _end >= count)
        {
            return;
        }
        var held = _end - _start;
        var target = _buffer.Length >= held + count
            ? _buffer
            : GC.AllocateUninitializedArray<byte>((int)Math.Min(Math.Max((long)held + count, 2L * _buffer.Length), Array.MaxLength));
        Buffer.BlockCopy(_buffer, _start, target, 0, held);
        _buffer = target;
        _start = 0;
        _end = held;
    }

    private int ReadInput(Span<byte> target)
    {
        if (target.IsEmpty)
        {
            return 0;
        }
        try
        {
            var count = stream.Read(target);
            _ended = count == 0;
            return count;
        }
        catch (Exception damage) when (damage is InvalidDataException or IOException)
        {
            // Inflating streams report damage this way, disks and network drives that they failed. What came before it is good.
            Damage = damage.Message;
            IsCutOff = damage is EndOfStreamException;
            _ended = true;
            return 0;
        }
    }
}
