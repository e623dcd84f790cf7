using Stoker.EventLogs.Codecs;
using Stoker.Model.Reading;

namespace Stoker.EventLogs.Sources;

/// <summary>Looks into many logs at once, no deeper than needed to name them, and leaves out what is no log.</summary>
internal sealed class CandidateInspector(SourceOptions options)
{
    private static readonly SegmentSizes PeekSizes = new(First: 64 * 1024, Target: 1024 * 1024, Limit: 1024 * 1024);

    /// <summary>Reads a whole log for all applications that it names.</summary>
    public static List<LogHeader> ReadHeaders(ISegmentFeed feed, CancellationToken cancellationToken)
    {
        using (feed)
        {
            return LogHeaderReader.ReadAll(feed, cancellationToken);
        }
    }

    /// <summary>Turns files into candidates.</summary>
    /// <param name="logs">The files, grouped into logs.</param>
    /// <param name="open">Opens a log for reading.</param>
    /// <param name="cancellationToken">Stops the look.</param>
    public SourceListing Inspect(IReadOnlyList<StoredLog> logs, Func<StoredLog, ISegmentFeed> open, CancellationToken cancellationToken)
    {
        using var pool = new BlockGroupPool();
        var looks = new Look[logs.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(options.Jobs, 1), CancellationToken = cancellationToken };
        Parallel.For(0, logs.Count, parallel, index => looks[index] = LookInto(logs[index], pool, cancellationToken));
        var candidates = logs.Zip(looks)
            .Where(pair => pair.Second.Header is not null)
            .Select(pair => new EventLogCandidate(pair.First.Location, pair.First.StoredBytes, _ => open(pair.First))
            {
                Header = pair.Second.Header ?? LogHeader.Unknown,
                ReadHeaders = token => ReadHeaders(open(pair.First), token),
            });
        return new SourceListing([.. candidates], [.. looks.Select(look => look.Issue).OfType<ParseIssue>()]);
    }

    private static Look LookInto(StoredLog log, BlockGroupPool pool, CancellationToken cancellationToken)
    {
        try
        {
            using var feed = new LogFeed(log.Parts, PeekSizes, pool);
            return new Look(LogHeaderReader.Read(feed, cancellationToken), null);
        }
        catch (SourceException exception) when (exception.Kind == SourceErrorKind.NotALog)
        {
            // Folders of logs hold other things too; what is no log is not worth a word.
            return new Look(null, null);
        }
        catch (Exception exception) when (exception is SourceException or IOException or UnauthorizedAccessException)
        {
            var reason = exception is SourceException known ? known.Why : exception.Message;
            return new Look(null, new ParseIssue(ParseIssueKind.MissingFile, log.Location, null, null, $"It was left out: {reason.TrimEnd('.')}."));
        }
    }

    private readonly record struct Look(LogHeader? Header, ParseIssue? Issue);
}
