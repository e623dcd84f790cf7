using Stoker.EventLogs;
using Stoker.EventLogs.Sources;
using Stoker.Tests.Diagnoses.Pricing;
using Stoker.Tests.Shared;

namespace Stoker.Tests.Diagnoses;

/// <summary>The promises of the ledger on every real log of the corpus.</summary>
public sealed class CorpusDiagnosisTests
{
    [Fact]
    public void Diagnose_EveryCorpusLog_KeepsItsPromises()
    {
        var token = TestContext.Current.CancellationToken;
        using var resolved = EventLogSources.Resolve(SharedFolder.Corpus(), new SourceSelection { All = true }, new SourceOptions(), token);

        Assert.NotEmpty(resolved.Chosen);
        foreach (var log in resolved.Chosen)
        {
            var application = EventLogReader.Read(log, 2, null, token);
            var exception = Record.Exception(() => LedgerPropertyTests.Check(application)) ?? Record.Exception(() => PriceLimitTests.Check(application));
            Assert.True(exception is null, $"{log.Location}: {exception}");
        }
    }
}
