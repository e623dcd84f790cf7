using Stoker.Advice.SourceJoin;

namespace Stoker.Tests.Advice.SourceJoin;

public sealed class PathSuffixTests
{
    private static readonly PathSuffix Paths = new(["src/jobs/load.py", "src/tools/load.py", "main.py"]);

    [Theory]
    [InlineData("/opt/app/jobs/load.py", "src/jobs/load.py")]
    [InlineData("/tmp/spark-1/userFiles-2/app.zip/tools/load.py", "src/tools/load.py")]
    [InlineData("/home/u/main.py", "main.py")]
    [InlineData("D:\\work\\jobs\\load.py", "src/jobs/load.py")]
    public void Find_TakesTheLongestCommonEnd(string logged, string file) => Assert.Equal([file], Paths.Find(logged));

    [Fact]
    public void Find_GivesAll_WhenNoneIsBetter() => Assert.Equal(["src/jobs/load.py", "src/tools/load.py"], Paths.Find("/opt/load.py").Order(StringComparer.Ordinal));

    [Fact]
    public void Find_GivesNone_WhenNoFileHasTheName() => Assert.Empty(Paths.Find("/opt/other.py"));
}
