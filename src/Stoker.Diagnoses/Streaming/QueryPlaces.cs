using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Places;
using Stoker.Model.Streaming;

namespace Stoker.Diagnoses.Streaming;

/// <summary>The place of a streaming query.</summary>
internal static class QueryPlaces
{
    /// <summary>A suspicion at a run of a query, under the title that a reader knows it by.</summary>
    public static Suspicion Suspect(Inspection inspection, StreamingQuery query, Confidence confidence) =>
        new(new StreamingQueryPlace(query.RunId, StreamingQueryTitle.Of(inspection.Application, query)), confidence);
}
