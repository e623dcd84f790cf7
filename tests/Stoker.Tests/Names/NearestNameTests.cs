using Stoker.Names;

namespace Stoker.Tests.Names;

public sealed class NearestNameTests
{
    private static readonly string[] Options = ["--format", "--output", "--width", "--no-color", "--time-zone", "--quiet", "--help", "-h"];

    [Theory]
    [InlineData("--fromat", "--format")] // two neighbors swapped are one edit
    [InlineData("--formt", "--format")]
    [InlineData("--time", "--time-zone")] // the beginning of a name
    [InlineData("--nocolor", "--no-color")]
    [InlineData("--frobnicate", null)]
    [InlineData("-x", null)]
    public void Find_Typed_NearestOrNothing(string typed, string? expected) => Assert.Equal(expected, NearestName.Find(typed, Options));
}
