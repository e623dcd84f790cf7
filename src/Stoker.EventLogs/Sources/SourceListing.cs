using Stoker.Model.Reading;

namespace Stoker.EventLogs.Sources;

/// <summary>The logs of a source.</summary>
/// <param name="Candidates">The logs, in no order.</param>
/// <param name="Issues">What was wrong with the source as a whole.</param>
/// <param name="Resource">What the candidates live in, if anything.</param>
internal sealed record SourceListing(IReadOnlyList<EventLogCandidate> Candidates, IReadOnlyList<ParseIssue> Issues, IDisposable? Resource = null);
