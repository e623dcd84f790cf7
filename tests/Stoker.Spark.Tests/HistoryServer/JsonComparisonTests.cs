using System.Text.Json.Nodes;
using Stoker.Spark.Tests.HistoryServer.Comparison;

namespace Stoker.Spark.Tests.HistoryServer;

public sealed class JsonComparisonTests
{
    [Theory]
    [InlineData("""{"a":1,"b":[1,2]}""", """{"b":[1,2],"a":1}""")]
    [InlineData("""{"a":1.5E3}""", """{"a":1500.0}""")]
    [InlineData("""[null,true,"x"]""", """[null,true,"x"]""")]
    public void Of_SameTrees_FindsNothing(string expected, string actual) =>
        Assert.Empty(JsonComparison.Of(JsonNode.Parse(expected), JsonNode.Parse(actual)));

    [Theory]
    [InlineData("""{"a":21}""", """{"a":21.0}""", "/a")]
    [InlineData("""{"a":21.0}""", """{"a":21}""", "/a")]
    [InlineData("""{"a":1}""", """{"a":1,"b":2}""", "/b")]
    [InlineData("""{"a":1,"b":2}""", """{"a":1}""", "/b")]
    [InlineData("""[1,2]""", """[2,1]""", "/0")]
    [InlineData("""[1,2]""", """[1]""", "")]
    [InlineData("""{"a":"1"}""", """{"a":1}""", "/a")]
    [InlineData("""{"a":9007199254740993}""", """{"a":9007199254740992}""", "/a")]
    public void Of_OtherTrees_NamesTheFirstPlace(string expected, string actual, string path) =>
        Assert.Equal(path, JsonComparison.Of(JsonNode.Parse(expected), JsonNode.Parse(actual))[0].Path);

    [Fact]
    public void Of_BuiltTree_KeepsIntegersApartFromFractions()
    {
        var expected = JsonNode.Parse("""{"integer":21,"fraction":21.0}""");

        Assert.Empty(JsonComparison.Of(expected, new JsonObject { ["integer"] = 21, ["fraction"] = 21.0 }));
        Assert.Equal(2, JsonComparison.Of(expected, new JsonObject { ["integer"] = 21.0, ["fraction"] = 21L }).Count);
    }
}
