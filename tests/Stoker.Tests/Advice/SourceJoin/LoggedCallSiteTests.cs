using Stoker.Advice.SourceJoin;

namespace Stoker.Tests.Advice.SourceJoin;

public sealed class LoggedCallSiteTests
{
    [Theory]
    [InlineData("collect at /jobs/load.py:12", "collect", "/jobs/load.py", 12, true)]
    [InlineData("count at NativeMethodAccessorImpl.java:0", "count", "NativeMethodAccessorImpl.java", 0, false)]
    [InlineData("mapPartitions at PythonRDD.scala:197", "mapPartitions", "PythonRDD.scala", 197, false)]
    [InlineData("collect at C:\\jobs\\load.py:7", "collect", "C:\\jobs\\load.py", 7, true)]
    public void Read_OfACallSite_GivesItsParts(string text, string method, string path, int line, bool isPython)
    {
        var site = LoggedCallSite.Read(text);

        Assert.Equal(new LoggedCallSite(method, path, line), site);
        Assert.Equal(isPython, site?.IsPython);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nightly load")]
    [InlineData("look at this: 12")]
    [InlineData("Q7")]
    public void Read_OfAnotherText_GivesNothing(string? text) => Assert.Null(LoggedCallSite.Read(text));
}
