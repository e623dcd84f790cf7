using System.Globalization;
using System.Text;
using CsCheck;
using Stoker.EventLogs.Scanning;

namespace Stoker.Tests.EventLogs.Scanning;

public sealed class LineCursorTests
{
    private static readonly KeyTable Keys = new("a", "bb", "ccc");

    [Theory]
    [InlineData("0,", 0, 1)]
    [InlineData("-7}", -7, 2)]
    [InlineData("1234567,", 1234567, 7)]
    [InlineData("12345678,", 12345678, 8)]
    [InlineData("123456789]", 123456789, 9)]
    [InlineData("1750896417189,", 1750896417189, 13)]
    [InlineData("-12345678\"", -12345678, 9)]
    [InlineData("999999999999999999,", 999999999999999999, 18)]
    [InlineData("5", 5, 1)]
    public void TryInteger_Integer_ReadsItAndStopsBehindIt(string text, long value, int length)
    {
        var cursor = new LineCursor(Encoding.UTF8.GetBytes(text));
        Assert.True(cursor.TryInteger(out var read));
        Assert.Equal((value, length), (read, cursor.Position));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("x")]
    [InlineData("\"5\"")]
    [InlineData("1.0")]
    [InlineData("12345678.5")]
    [InlineData("1e3")]
    [InlineData("1E3")]
    [InlineData("1234567890123456789")]
    [InlineData("9223372036854775808")]
    [InlineData("null")]
    public void TryInteger_AnythingElse_LeavesItToTheOtherReader(string text)
    {
        var cursor = new LineCursor(Encoding.UTF8.GetBytes(text));
        Assert.False(cursor.TryInteger(out _));
        Assert.Equal(0, cursor.Position);
    }

    [Fact]
    public void TryInteger_AnyDigits_EqualsParse() =>
        Gen.Select(Gen.Int[1, 18], Gen.Long[0, 999_999_999_999_999_999], Gen.Bool, Gen.OneOf(Gen.Const(","), Gen.Const("}"), Gen.Const(""), Gen.Const("],\"abcdefgh"))).Sample((digits, number, isNegative, behind) =>
        {
            var text = (isNegative ? "-" : "") + number.ToString("D18", CultureInfo.InvariantCulture)[^digits..];
            var cursor = new LineCursor(Encoding.UTF8.GetBytes(text + behind));
            Assert.True(cursor.TryInteger(out var value));
            Assert.Equal((long.Parse(text, CultureInfo.InvariantCulture), text.Length), (value, cursor.Position));
        }, iter: 20_000, threads: 1);

    [Fact]
    public void TryInteger_EightBytesThatAreNotAllDigits_EqualsParseOfThoseThatAre() =>
        Gen.Byte.Array[8, 12].Sample(bytes =>
        {
            var digits = bytes.TakeWhile(value => value is >= (byte)'0' and <= (byte)'9').Count();
            var cursor = new LineCursor(bytes);
            var isRead = cursor.TryInteger(out var value);
            var isLeft = digits < bytes.Length && bytes[digits] is (byte)'.' or (byte)'e' or (byte)'E';
            if (bytes[0] != (byte)'-' && (digits > 0 && !isLeft) == isRead && isRead)
            {
                Assert.Equal(long.Parse(Encoding.ASCII.GetString(bytes, 0, digits), CultureInfo.InvariantCulture), value);
            }
            else
            {
                Assert.True(bytes[0] == (byte)'-' || !isRead);
            }
        }, iter: 20_000, threads: 1);

    [Theory]
    [InlineData("\"x\",", 3)]
    [InlineData("\"\\\"}]\",", 6)]
    [InlineData("\"\\\\\"}", 4)]
    [InlineData("{\"a\":[1,{\"b\":\"}\"}]},", 19)]
    [InlineData("[],", 2)]
    [InlineData("12.5e3,", 6)]
    [InlineData("null}", 4)]
    public void TrySkipValue_Value_StopsBehindIt(string text, int length)
    {
        var cursor = new LineCursor(Encoding.UTF8.GetBytes(text));
        Assert.True(cursor.TrySkipValue());
        Assert.Equal(length, cursor.Position);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"x")]
    [InlineData("\"x\\")]
    [InlineData("\"x\\\"")]
    [InlineData("[[1]")]
    [InlineData("{\"a\":\"")]
    [InlineData("12")]
    [InlineData(",")]
    public void TrySkipValue_CutOff_IsFalse(string text)
    {
        var cursor = new LineCursor(Encoding.UTF8.GetBytes(text));
        Assert.False(cursor.TrySkipValue());
    }

    [Fact]
    public void NextKey_KeysInAnyOrder_AreFound()
    {
        var cursor = new LineCursor("\"ccc\":1,\"a\":2,\"vendor\":3,\"bb\":4}"u8);
        var expected = 0;
        List<int> keys = [];
        List<long> values = [];
        int key;
        while ((key = cursor.NextKey(Keys, ref expected)) != LineCursor.End)
        {
            keys.Add(key);
            Assert.True(cursor.TryInteger(out var value));
            values.Add(value);
        }

        Assert.Equal([2, 0, LineCursor.UnknownKey, 1], keys);
        Assert.Equal([1, 2, 3, 4], values);
        Assert.True(cursor.IsAtEnd);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \"a\":1")]
    [InlineData("\"a\" :1")]
    [InlineData("\"\\u0061\":1")]
    [InlineData("\"a\"")]
    [InlineData("a:1")]
    public void NextKey_NotAsSparkWritesIt_IsStrange(string text)
    {
        var cursor = new LineCursor(Encoding.UTF8.GetBytes(text));
        var expected = 0;
        Assert.Equal(LineCursor.Strange, cursor.NextKey(Keys, ref expected));
    }

    [Fact]
    public void TryString_WithoutEscapes_IsTheTextBetweenTheQuotes()
    {
        var cursor = new LineCursor("\"Grüße\",\"a\\n\""u8);
        Assert.True(cursor.TryString(out var text));
        Assert.Equal("Grüße", Encoding.UTF8.GetString(text));
        Assert.True(cursor.TrySkip((byte)','));
        Assert.False(cursor.TryString(out _));
    }
}
