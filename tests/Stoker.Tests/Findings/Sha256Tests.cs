using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Stoker.Findings.Fingerprints;

namespace Stoker.Tests.Findings;

/// <summary>The examples of FIPS 180-4, and what the system's library says of any bytes.</summary>
public sealed class Sha256Tests
{
    [Theory]
    [InlineData("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")]
    [InlineData("a", 1_000_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")]
    public void Of_Examples_AreThoseOfTheStandard(string text, int times, string hash) =>
        Assert.Equal(hash, Convert.ToHexStringLower(Sha256.Of(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text, times))))));

    [Fact]
    public void Of_AnyBytes_IsWhatTheSystemSays() => Gen.Byte.Array[0, 300].Sample(bytes => Assert.Equal(SHA256.HashData(bytes), Sha256.Of(bytes)));
}
