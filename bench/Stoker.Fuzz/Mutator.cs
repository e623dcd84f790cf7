using System.Text;

namespace Stoker.Fuzz;

/// <summary>
/// Damages a line of JSON, mostly so that it stays JSON: a token becomes another one, values change places, pairs go or come twice, lines are joined;
/// now and then bits flip, bytes go, or the end is missing. Same random numbers, same damage.
/// </summary>
internal sealed class Mutator(Random random, IReadOnlyList<byte[]> seeds)
{
    private static readonly byte[][] Values =
    [
        .. new[]
        {
            "0", "-1", "1", "null", "true", "false", "\"\"", "{}", "[]", "[{}]", "[[1]]", "2147483647", "-2147483648", "2147483648", "9223372036854775807",
            "-9223372036854775808", "9223372036854775808", "1.0", "1e3", "1e999", "-0", "\"5\"", "\"1.0\"", "1000000000000000000000000000000", "\"NaN\"",
            "\"driver\"", "\"Success\"", "\"\\ud800\"", "\"\\u0041\"", "\"a\\\"}],\"", "\"sql\"", "4194303", "100000", "\"internal.metrics.x\"", "{\"a\":[1,{\"b\":\"}\"}]}",
            "12345678", "123456789012345678", "\"\\u0000\"", "\"rdd_1_1\"",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private readonly List<(int Start, int End)> _tokens = [];

    /// <summary>A seed with one to three kinds of damage.</summary>
    public byte[] Next()
    {
        var line = seeds[random.Next(seeds.Count)];
        for (var count = random.Next(3); count >= 0; count--)
        {
            line = Damage(line);
        }

        return line;
    }

    private byte[] Damage(byte[] line)
    {
        if (line.Length < 4)
        {
            return [.. seeds[random.Next(seeds.Count)]];
        }

        switch (random.Next(20))
        {
            case 0:
                return Flip(line);
            case 1:
                return line[..random.Next(line.Length)];
            case 2:
                return Replace(line, random.Next(line.Length), random.Next(1, 9), []);
            case 3:
                return Replace(line, random.Next(line.Length), 0, [(byte)random.Next(256)]);
            case 4:
                var other = seeds[random.Next(seeds.Count)];
                return [.. line.AsSpan(0, random.Next(line.Length)), .. other.AsSpan(random.Next(other.Length))];
            case 5:
                return Replace(line, random.Next(line.Length), 0, "\n"u8);
            default:
                return DamageToken(line);
        }
    }

    private byte[] DamageToken(byte[] line)
    {
        Tokenize(line);
        if (_tokens.Count < 2)
        {
            return Flip(line);
        }

        var (start, end) = _tokens[random.Next(_tokens.Count)];
        var (otherStart, otherEnd) = _tokens[random.Next(_tokens.Count)];
        switch (random.Next(7))
        {
            case 0 or 1 or 2:
                return Replace(line, start, end - start, Values[random.Next(Values.Length)]);
            case 3:
                return Replace(line, start, end - start, line.AsSpan(otherStart, otherEnd - otherStart));
            case 4:
                return Replace(line, start, 0, " "u8);
            case 5:
                // A stretch from one token to the start of a later one, gone or twice: pairs, items, halves of objects.
                (start, otherStart) = (Math.Min(start, otherStart), Math.Max(start, otherStart));
                return random.Next(2) == 0 ? Replace(line, start, otherStart - start, []) : Replace(line, start, 0, line.AsSpan(start, otherStart - start));
            default:
                return SwapPairs(line);
        }
    }

    /// <summary>Moves the text between two commas somewhere else behind a comma: mostly a pair to another place.</summary>
    private byte[] SwapPairs(byte[] line)
    {
        var first = NextComma(line, random.Next(line.Length));
        var second = NextComma(line, first + 1);
        var third = NextComma(line, second + 1 + random.Next(200));
        return first < 0 || second < 0 || third <= second
            ? Flip(line)
            : [.. line.AsSpan(0, first), .. line.AsSpan(second, third - second), .. line.AsSpan(first, second - first), .. line.AsSpan(third)];
    }

    private static int NextComma(byte[] line, int from)
    {
        var at = from < 0 || from >= line.Length ? -1 : line.AsSpan(from).IndexOf(",\""u8);
        return at < 0 ? -1 : from + at;
    }

    private byte[] Flip(byte[] line)
    {
        byte[] copy = [.. line];
        copy[random.Next(copy.Length)] ^= (byte)(1 << random.Next(8));
        return copy;
    }

    private static byte[] Replace(byte[] line, int start, int length, ReadOnlySpan<byte> by)
    {
        length = Math.Min(length, line.Length - start);
        return [.. line.AsSpan(0, start), .. by, .. line.AsSpan(start + length)];
    }

    /// <summary>Finds strings and bare words; damaged text gives some tokens all the same.</summary>
    private void Tokenize(byte[] line)
    {
        _tokens.Clear();
        for (var at = 0; at < line.Length;)
        {
            var start = at;
            if (line[at] == (byte)'"')
            {
                for (at++; at < line.Length && line[at] != (byte)'"'; at++)
                {
                    at += line[at] == (byte)'\\' ? 1 : 0;
                }

                at = Math.Min(line.Length, at + 1);
                _tokens.Add((start, at));
            }
            else if (line[at] is (byte)'{' or (byte)'}' or (byte)'[' or (byte)']' or (byte)',' or (byte)':')
            {
                at++;
            }
            else
            {
                while (at < line.Length && line[at] is not ((byte)',' or (byte)'}' or (byte)']' or (byte)':' or (byte)'"'))
                {
                    at++;
                }

                _tokens.Add((start, at));
            }
        }
    }
}
