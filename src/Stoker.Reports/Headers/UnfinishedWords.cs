using Stoker.Model;
using Stoker.Model.Jobs;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Headers;

/// <summary>What goes before every number about another run of an application that did not do all its work.</summary>
internal static class UnfinishedWords
{
    /// <summary>That the run did not do all its work, which no number knows of; null where it did. A stream that is stopped ends its last job too.</summary>
    public static string? Of(Application application)
    {
        var failed = application.Jobs.Count(job => job.Status == JobStatus.Failed);
        return application.StreamingQueries.Count > 0 ? null
            : failed > 0 ? $"{failed} of {Quantity.Count(application.Jobs.Count, "job")} failed: cure that first; what the run left undone is in no number here."
            : !application.IsComplete ? "The log stops before the run's end: what came after is in no number here."
            : null;
    }
}
