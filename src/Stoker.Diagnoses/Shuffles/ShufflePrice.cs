using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Shuffles;

/// <summary>What a shuffle costs that was not needed: rows are put into bytes, written, fetched and made rows again.</summary>
internal static class ShufflePrice
{
    /// <summary>Asks for the cost of an exchange in the stages that wrote and read it, and for more work that its readers would not do.</summary>
    /// <param name="inspection">The application.</param>
    /// <param name="suspicion">Who asks.</param>
    /// <param name="exchange">The shuffle.</param>
    /// <param name="bytesPerMs">Rate at which rows become bytes and rows again.</param>
    /// <param name="alsoMs">Slot time of its readers beyond that, such as sorting, ms.</param>
    public static void Claim(Inspection inspection, Suspicion suspicion, PlanOperator exchange, double bytesPerMs, double alsoMs = 0)
    {
        var serialization = (exchange.Total("data size") ?? exchange.Total("shuffle bytes written") ?? 0) / bytesPerMs;
        var (writers, readers) = (exchange.WritingStages, exchange.ReadingStages);
        foreach (var stage in writers)
        {
            var write = inspection.Ledger.Of(stage, Bucket.ShuffleWrite);
            suspicion.Claim(stage, Bucket.ShuffleWrite, write * 0.6, write * 0.8, write);
            ClaimCompute(stage, serialization / writers.Count);
        }

        foreach (var stage in readers)
        {
            // Another shuffle of the same stage may be what it waits for.
            var wait = Math.Min(inspection.Ledger.Of(stage, Bucket.FetchWait), (exchange.TotalMs("fetch wait time") ?? double.MaxValue) / readers.Count);
            suspicion.Claim(stage, Bucket.FetchWait, wait * 0.6, wait * 0.8, wait);
            ClaimCompute(stage, (serialization + alsoMs) / readers.Count);
        }

        foreach (var stage in writers.Concat(readers))
        {
            suspicion.RelatedPlaces.Add(new StagePlace(stage.Stage.Id));
            inspection.Relate(suspicion, stage);
            suspicion.ClaimArea(stage);
        }

        void ClaimCompute(StageWork stage, double milliseconds)
        {
            var expected = Math.Min(milliseconds * 0.8, inspection.Ledger.Of(stage, Bucket.Compute) * 0.8);
            suspicion.Claim(stage, Bucket.Compute, expected * 0.5, expected, expected * 1.2);
        }
    }
}
