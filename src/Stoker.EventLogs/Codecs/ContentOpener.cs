using Stoker.EventLogs.Codecs.Gzip;
using Stoker.EventLogs.Sources;

namespace Stoker.EventLogs.Codecs;

/// <summary>Finds out how a file is stored, through codecs within codecs, and makes the reader for it.</summary>
internal sealed class ContentOpener(SegmentSizes sizes, BlockGroupPool pool)
{
    // A log in gzip in zip is seen in the wild; what goes deeper is made to cost time.
    private const int DeepestNesting = 4;

    /// <summary>Opens the content of a stored file. The reader owns the stream.</summary>
    /// <param name="stream">The stored bytes.</param>
    /// <param name="onDisk">The same as a file, so that several threads can read it by position if it is plain.</param>
    /// <param name="file">Its name, for issues and errors.</param>
    /// <exception cref="SourceException">The content is of a kind that is not read.</exception>
    public IContentReader Open(Stream stream, FileStream? onDisk, string file)
    {
        var window = new InputWindow(stream);
        try
        {
            return OpenLayer(window, file, onDisk, depth: 0);
        }
        catch
        {
            window.Dispose();
            throw;
        }
    }

    private IContentReader OpenLayer(InputWindow window, string file, FileStream? onDisk, int depth)
    {
        if (depth == DeepestNesting)
        {
            throw new SourceException(SourceErrorKind.Unsupported, file, $"it is compressed more than {DeepestNesting} times over", "Unpack it and pass the result");
        }
        window.Holds(ForeignFormat.HeadLength);
        var codec = CodecSniffer.Recognize(window.Span);
        return codec switch
        {
            Codec.Gzip => OpenLayer(new InputWindow(new GzipContentStream(window)), file, null, depth + 1),
            Codec.Zip => throw new SourceException(SourceErrorKind.Unsupported, file, "it is a zip archive inside another archive or pipe", "Unpack the outer one and pass the zip"),
            Codec.Plain => OpenPlain(window, file, onDisk, depth),
            _ => OpenBlocks(window, BlockFormats.Create(codec, sizes.Limit), file, depth),
        };
    }

    private IContentReader OpenPlain(InputWindow window, string file, FileStream? onDisk, int depth)
    {
        var head = window.Span[..Math.Min(window.Span.Length, ForeignFormat.HeadLength)];
        if (!BeginsLikeJson(head))
        {
            var foreign = ForeignFormat.Recognize(head);
            if (foreign?.Remedy is null && FormatOfDamagedHead(window.Span) is { } format)
            {
                return OpenBlocks(window, format, file, depth);
            }
            ThrowIfForeign(foreign, file);
        }
        return onDisk is { CanSeek: true } && window.Damage is null
            ? new PlainFileReader(onDisk, sizes, file)
            : new SequentialReader(window, sizes, file);
    }

    private IContentReader OpenBlocks(InputWindow window, IBlockFormat format, string file, int depth)
    {
        var reader = new BlockReader(window, format, pool, sizes, file);
        var first = new Segment();
        if (reader.Claim(first, CancellationToken.None) is not { } fill)
        {
            return reader;
        }
        fill.Fill(first, CancellationToken.None);
        var content = new PrefetchedReader(first, reader);
        var head = first.Span[..Math.Min(first.Length, ForeignFormat.HeadLength)];
        if (!BeginsLikeJson(head) && CodecSniffer.Recognize(head) != Codec.Plain)
        {
            return OpenLayer(new InputWindow(new ContentStream(content)), file, null, depth + 1);
        }
        // Damage may have made it look foreign, and without a checksum nobody noticed: where events follow, it is a log that is damaged.
        var isLog = BeginsLikeJson(head) || first.Issue is not null || first.Span.IndexOf("{\"Event\":"u8) >= 0;
        ThrowIfForeign(isLog ? null : ForeignFormat.Recognize(head), file);
        return content;
    }

    private static bool BeginsLikeJson(ReadOnlySpan<byte> head) => head.TrimStart("\uFEFF \r\n\t"u8).StartsWith("{"u8);

    private static void ThrowIfForeign(ForeignFormat? foreign, string file)
    {
        if (foreign is not null)
        {
            throw new SourceException(
                foreign.Remedy is null ? SourceErrorKind.NotALog : SourceErrorKind.Unsupported,
                file,
                $"it is {foreign.Name}",
                foreign.Remedy ?? "Pass a Spark event log: a file or folder from spark.eventLog.dir, or a History Server's download");
        }
    }

    // A flipped bit in the first bytes must not make a log unknown: a codec that shows its magic further on is taken to be damaged here.
    private IBlockFormat? FormatOfDamagedHead(ReadOnlySpan<byte> head)
    {
        foreach (var codec in (ReadOnlySpan<Codec>)[Codec.Zstd, Codec.Lz4, Codec.Snappy, Codec.Lzf])
        {
            var format = BlockFormats.Create(codec, sizes.Limit);
            if (format.FindStart(head) >= 0)
            {
                return format;
            }
        }
        return null;
    }
}
