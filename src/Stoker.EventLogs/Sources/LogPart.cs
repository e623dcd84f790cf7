using Stoker.Model.Reading;

namespace Stoker.EventLogs.Sources;

/// <summary>One file of an application's log, in its place among the others.</summary>
/// <param name="File">The file.</param>
/// <param name="Issue">What is wrong at this place: files missing before it, history compacted away. Reported before its content.</param>
internal sealed record LogPart(IStoredFile File, ParseIssue? Issue = null);
