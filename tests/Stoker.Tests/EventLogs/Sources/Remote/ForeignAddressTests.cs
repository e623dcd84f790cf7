using Stoker.EventLogs.Sources;

namespace Stoker.Tests.EventLogs.Sources.Remote;

public class ForeignAddressTests
{
    [Theory]
    [InlineData("s3://bucket/logs/app-1", "`aws s3 cp s3://bucket/logs/app-1 - | stoker analyze -`")]
    [InlineData("s3a://bucket/logs/app-1", "`aws s3 cp s3://bucket/logs/app-1 - | stoker analyze -`")]
    [InlineData("gs://bucket/app-1", "`gcloud storage cat gs://bucket/app-1 | stoker analyze -`")]
    [InlineData("hdfs://name/logs/app-1", "`hdfs dfs -cat hdfs://name/logs/app-1 | stoker analyze -`")]
    [InlineData("webhdfs://name:9870/app-1", "`hdfs dfs -cat webhdfs://name:9870/app-1 | stoker analyze -`")]
    [InlineData("abfss://logs@account.dfs.core.windows.net/app-1", "`azcopy copy \"https://account.dfs.core.windows.net/logs/app-1\" logs --recursive`")]
    [InlineData("ftp://host/app-1", "Copy the log to this machine")]
    public void Resolve_PlaceThatIsNotReadYet_SaysWhatToDoToday(string source, string remedy)
    {
        var error = Assert.Throws<SourceException>(() => EventLogSources.Resolve(source, SourceSelection.Newest, new SourceOptions(), TestContext.Current.CancellationToken));
        Assert.Equal(SourceErrorKind.Unsupported, error.Kind);
        Assert.Contains(remedy, error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_FileAddress_IsAPath()
    {
        var error = Assert.Throws<SourceException>(() =>
            EventLogSources.Resolve("file:///no/such/log", SourceSelection.Newest, new SourceOptions(), TestContext.Current.CancellationToken));
        Assert.Equal((SourceErrorKind.NotFound, "/no/such/log"), (error.Kind, error.What));
    }
}
