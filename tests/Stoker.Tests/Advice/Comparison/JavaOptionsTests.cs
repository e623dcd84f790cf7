using Stoker.Advice.Comparison.Changes;

namespace Stoker.Tests.Advice.Comparison;

public sealed class JavaOptionsTests
{
    private const string OfSpark43 = "-Djava.net.preferIPv6Addresses=false -XX:+IgnoreUnrecognizedVMOptions --add-modules=jdk.incubator.vector --add-opens=java.base/java.lang=ALL-UNNAMED -Dio.netty.noUnsafe=false";
    private const string OfSpark35 = "-Djava.net.preferIPv6Addresses=false -XX:+IgnoreUnrecognizedVMOptions --add-opens=java.base/java.net=ALL-UNNAMED";

    [Theory]
    [InlineData(OfSpark43, OfSpark35, null)] // What Spark adds differs from version to version, and says nothing of a run.
    [InlineData(OfSpark43 + " -XX:+UseParallelGC -Xss4m", OfSpark35 + " -Xss4m", "-XX:+UseParallelGC")]
    [InlineData(null, OfSpark35, null)]
    public void Only_OptionsOfTwoRuns_NamesWhatSomebodyAdded(string? value, string? other, string? expected) => Assert.Equal(expected, JavaOptions.Only(value, other));

    [Theory]
    [InlineData("spark.executor.extraJavaOptions", true)]
    [InlineData("spark.driver.defaultJavaOptions", true)]
    [InlineData("spark.executor.memory", false)]
    public void Are_KeysOfJavaOptions_AndNoOthers(string key, bool expected) => Assert.Equal(expected, JavaOptions.Are(key));
}
