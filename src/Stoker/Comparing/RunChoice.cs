using Stoker.Analyses;
using Stoker.EventLogs.Sources;

namespace Stoker.Comparing;

/// <summary>
/// Finds the two runs that a request means. Of a folder with many applications the newest is taken, as by every command; of its second run, and of a folder beside a log, the newest with the same
/// application name, since two runs of one job are what is asked for.
/// </summary>
internal static class RunChoice
{
    /// <summary>The runs that were found, the earlier one first; fewer than two where one is missing.</summary>
    /// <param name="request">Which runs.</param>
    /// <param name="read">Reads the chosen applications of a source.</param>
    public static IReadOnlyList<Analysis> Find(ComparisonRequest request, Func<string, SourceSelection, IEnumerable<Analysis>> read)
    {
        if (request.After is null)
        {
            // The newest comes first; the older one is what the newer is compared with. Who gives a pattern of names has said which are of one job.
            List<Analysis> both = [.. read(request.Before, request.Selection with { Last = 2, OneJob = request.Selection.NameGlob is null })];
            both.Reverse();
            return both;
        }

        if (HoldsSeveral(request.Before, request))
        {
            var after = read(request.After, request.Selection with { Last = 1 }).ToList();
            return [.. read(request.Before, request.Selection with { Last = 1, Beside = HeaderOf(after) }), .. after];
        }

        var before = read(request.Before, request.Selection with { Last = 1 }).ToList();
        return [.. before, .. read(request.After, request.Selection with { Last = 1, Beside = HeaderOf(before) })];
    }

    /// <summary>Whether it is for the other run to say which of a folder's applications is meant.</summary>
    private static bool HoldsSeveral(string source, ComparisonRequest request)
    {
        if (!Directory.Exists(source))
        {
            return false;
        }

        using var resolved = EventLogSources.Resolve(source, request.Selection, request.Options);
        return resolved.OthersCount > 0;
    }

    private static LogHeader? HeaderOf(List<Analysis> found) => found is [{ Application: { Name.Length: > 0 } application }]
        ? new LogHeader(application.Id, application.AttemptId, application.Name, null, null, null)
        : null;
}
