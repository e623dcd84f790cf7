using Stoker.EventLogs.Scanning;

namespace Stoker.Tests.EventLogs.Scanning;

public sealed class KeyTableTests
{
    private static readonly KeyTable Keys = new("Task ID", "Index", "Index 2");

    [Theory]
    [InlineData("\"Index\":5", 0, 1, 8)]
    [InlineData("\"Index\":5", 1, 1, 8)]
    [InlineData("\"Index\":5", 2, 1, 8)]
    [InlineData("\"Index\":5", 3, 1, 8)]
    [InlineData("\"Index 2\":5", 0, 2, 10)]
    [InlineData("\"Task ID\":5", 2, 0, 10)]
    [InlineData("\"Index \":5", 0, -1, 0)]
    [InlineData("\"Ind", 0, -1, 0)]
    [InlineData("", 0, -1, 0)]
    public void Find_FromAnyExpectedKey_GivesTheSameKey(string text, int expected, int key, int length)
    {
        Assert.Equal(key, Keys.Find(System.Text.Encoding.UTF8.GetBytes(text), expected, out var found));
        Assert.Equal(length, found);
    }

    [Theory]
    [InlineData("Task ID", 0)]
    [InlineData("Index", 1)]
    [InlineData("Index 2", 2)]
    [InlineData("Index 3", -1)]
    [InlineData("", -1)]
    public void FindName_BareKey_GivesItsPosition(string name, int key) => Assert.Equal(key, Keys.FindName(System.Text.Encoding.UTF8.GetBytes(name)));
}
