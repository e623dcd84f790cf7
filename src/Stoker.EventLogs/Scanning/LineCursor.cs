using System.Buffers;
using System.Buffers.Binary;

namespace Stoker.EventLogs.Scanning;

/// <summary>
/// Walks one line of JSON as Spark writes it: no white space, integers, few escapes. It never guesses: whatever it does not know makes a method
/// return false, and the caller reads the line again with the JSON reader of the BCL.
/// </summary>
internal ref struct LineCursor(ReadOnlySpan<byte> line)
{
    /// <summary>Result of <see cref="NextKey"/> at the end of an object.</summary>
    public const int End = -1;

    /// <summary>Result of <see cref="NextKey"/> for a key that the table lacks; the cursor stands before its value.</summary>
    public const int UnknownKey = -2;

    /// <summary>Result of <see cref="NextKey"/> for text that is not as Spark writes it.</summary>
    public const int Strange = -3;

    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);

    private readonly ReadOnlySpan<byte> _line = line;

    /// <summary>Byte at which the cursor stands.</summary>
    public int Position { get; set; }

    /// <summary>The rest of the line.</summary>
    public readonly ReadOnlySpan<byte> Rest => _line[Position..];

    /// <summary>Whether nothing is left.</summary>
    public readonly bool IsAtEnd => Position == _line.Length;

    /// <summary>A part of the line.</summary>
    public readonly ReadOnlySpan<byte> Slice(int from, int to) => _line[from..to];

    public bool TrySkip(byte expected)
    {
        if ((uint)Position < (uint)_line.Length && _line[Position] == expected)
        {
            Position++;
            return true;
        }

        return false;
    }

    public bool TrySkip(ReadOnlySpan<byte> expected)
    {
        if (Rest.StartsWith(expected))
        {
            Position += expected.Length;
            return true;
        }

        return false;
    }

    /// <summary>Reads the next key of an object whose brace has been passed.</summary>
    /// <param name="keys">Keys of this kind of object.</param>
    /// <param name="expected">Key to look at first; moved on by each call.</param>
    public int NextKey(KeyTable keys, ref int expected)
    {
        if ((uint)Position >= (uint)_line.Length)
        {
            return Strange;
        }

        var next = _line[Position];
        if (next == (byte)'}')
        {
            Position++;
            return End;
        }

        if (next == (byte)',')
        {
            Position++;
        }

        var key = keys.Find(Rest, expected, out var length);
        if (key >= 0)
        {
            Position += length;
            expected = key + 1;
            return key;
        }

        return TryString(out _) && TrySkip((byte)':') ? UnknownKey : Strange;
    }

    /// <summary>Reads an integer of at most 18 digits.</summary>
    public bool TryInteger(out long value)
    {
        var line = _line;
        var at = Position;
        var isNegative = (uint)at < (uint)line.Length && line[at] == (byte)'-';
        if (isNegative)
        {
            at++;
        }

        var start = at;
        value = 0;
        if (line.Length - at >= sizeof(ulong))
        {
            // Times and sizes have more than eight digits: take eight at once.
            var word = BinaryPrimitives.ReadUInt64LittleEndian(line[at..]);
            if (AreDigits(word))
            {
                value = ToNumber(word);
                at += sizeof(ulong);
            }
        }

        while ((uint)at < (uint)line.Length)
        {
            var digit = (uint)line[at] - '0';
            if (digit > 9)
            {
                break;
            }

            value = (value * 10) + digit;
            at++;
        }

        if (at == start || at - start > 18 || ((uint)at < (uint)line.Length && line[at] is (byte)'.' or (byte)'e' or (byte)'E'))
        {
            return false;
        }

        value = isNegative ? -value : value;
        Position = at;
        return true;
    }

    public bool TryBoolean(out bool value)
    {
        value = TrySkip("true"u8);
        return value || TrySkip("false"u8);
    }

    /// <summary>Reads a string without escapes.</summary>
    public bool TryString(out ReadOnlySpan<byte> text)
    {
        text = default;
        if (!TrySkip((byte)'"'))
        {
            return false;
        }

        var rest = Rest;
        var length = rest.IndexOfAny((byte)'"', (byte)'\\');
        if (length < 0 || rest[length] == (byte)'\\')
        {
            return false;
        }

        text = rest[..length];
        Position += length + 1;
        return true;
    }

    /// <summary>Passes a value of any kind without looking into it.</summary>
    public bool TrySkipValue()
    {
        if ((uint)Position >= (uint)_line.Length)
        {
            return false;
        }

        switch (_line[Position])
        {
            case (byte)'"':
                Position++;
                return TrySkipStringRest();
            case (byte)'{' or (byte)'[':
                return TrySkipContainer();
            default:
                var length = Rest.IndexOfAny((byte)',', (byte)'}', (byte)']');
                Position += Math.Max(length, 0);
                return length > 0;
        }
    }

    /// <summary>Whether all eight bytes are ASCII digits.</summary>
    private static bool AreDigits(ulong word) =>
        ((word & 0xF0F0F0F0F0F0F0F0) | (((word + 0x0606060606060606) & 0xF0F0F0F0F0F0F0F0) >> 4)) == 0x3333333333333333;

    /// <summary>Value of eight ASCII digits, the first in the lowest byte: pairs, then fours, then all eight.</summary>
    private static long ToNumber(ulong word)
    {
        word -= 0x3030303030303030;
        word = (word * 10) + (word >> 8);
        return (uint)((((word & 0x000000FF000000FF) * 0x000F424000000064) + (((word >> 16) & 0x000000FF000000FF) * 0x0000271000000001)) >> 32);
    }

    private bool TrySkipContainer()
    {
        var depth = 0;
        while (true)
        {
            var offset = Rest.IndexOfAny(Structure);
            if (offset < 0)
            {
                return false;
            }

            var found = _line[Position + offset];
            Position += offset + 1;
            if (found == (byte)'"')
            {
                if (!TrySkipStringRest())
                {
                    return false;
                }
            }
            else if (found is (byte)'{' or (byte)'[')
            {
                depth++;
            }
            else if (--depth == 0)
            {
                return true;
            }
        }
    }

    /// <summary>Passes what is left of a string whose opening quote has been passed.</summary>
    private bool TrySkipStringRest()
    {
        while (true)
        {
            var offset = Rest.IndexOfAny((byte)'"', (byte)'\\');
            if (offset < 0 || Position + offset + 1 > _line.Length)
            {
                return false;
            }

            if (_line[Position + offset] == (byte)'"')
            {
                Position += offset + 1;
                return true;
            }

            Position += offset + 2;
            if (Position > _line.Length)
            {
                return false;
            }
        }
    }
}
