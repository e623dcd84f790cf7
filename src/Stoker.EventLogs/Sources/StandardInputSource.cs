using Stoker.EventLogs.Codecs;

namespace Stoker.EventLogs.Sources;

/// <summary>A log that is piped in. It can be read once, so no more of it is kept than a look at its head needs; only a zip is copied.</summary>
internal sealed class StandardInputSource(SourceOptions options) : IEventLogSource
{
    private const string Name = "standard input";

    /// <inheritdoc/>
    public SourceListing List(bool needsHeaders, CancellationToken cancellationToken)
    {
        var input = new RewindableStream(options.StandardInput());
        if (IsZip(input))
        {
            return ListZip(input, needsHeaders, cancellationToken);
        }
        var header = needsHeaders ? ReadHeader(input, cancellationToken) : LogHeader.Unknown;
        input.RewindForGood();
        if (header is null)
        {
            return new SourceListing([], [], input);
        }
        var candidate = new EventLogCandidate(Name, null, _ => Open(input)) { Header = header };
        return new SourceListing([candidate], []);
    }

    private static LogFeed Open(RewindableStream input) => new([new LogPart(new StandardInput(() => input))]);

    private static bool IsZip(RewindableStream input)
    {
        Span<byte> head = stackalloc byte[CodecSniffer.HeadLength];
        var count = input.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        input.Rewind();
        return count == head.Length && CodecSniffer.Recognize(head) == Codec.Zip;
    }

    private static LogHeader? ReadHeader(RewindableStream input, CancellationToken cancellationToken)
    {
        using var feed = Open(input);
        return LogHeaderReader.Read(feed, cancellationToken);
    }

    private SourceListing ListZip(RewindableStream input, bool needsHeaders, CancellationToken cancellationToken)
    {
        input.RewindForGood();
        using var content = input;
        var archive = TemporaryArchive.Keep(content, options, cancellationToken);
        try
        {
            return new ZipSource(Name, new LocalFile(archive.Path, null).Open, options).List(needsHeaders, cancellationToken) with { Resource = archive };
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }
}
