using Stoker.EventLogs;
using Stoker.EventLogs.Sources;
using Stoker.Model;

namespace Stoker.Spark.Tests.HistoryServer.Comparison;

/// <summary>Reads a log into the model, as every user of the library does.</summary>
internal static class LogReading
{
    public static Application Read(string path)
    {
        using var source = EventLogSources.Resolve(path, SourceSelection.Newest, new SourceOptions(), TestContext.Current.CancellationToken);
        return EventLogReader.Read(source.Chosen[0], Environment.ProcessorCount, cancellationToken: TestContext.Current.CancellationToken);
    }
}
