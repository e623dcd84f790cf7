using System.IO.Compression;
using Stoker.EventLogs.Codecs.Lz4;
using Stoker.EventLogs.Codecs.Lzf;
using Stoker.EventLogs.Codecs.Snappy;
using Stoker.EventLogs.Codecs.Zstd;
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
            Codec.Gzip => OpenLayer(new InputWindow(new GZipStream(new WindowStream(window), CompressionMode.Decompress)), file, null, depth + 1),
            Codec.Zip => throw new SourceException(SourceErrorKind.Unsupported, file, "it is a zip archive inside another archive or pipe", "Unpack the outer one and pass the zip"),
            Codec.Plain => OpenPlain(window, file, onDisk, depth),
            _ => OpenBlocks(window, FormatOf(codec), file, depth),
        };
    }

    private IContentReader OpenPlain(InputWindow window, string file, FileStream? onDisk, int depth)
    {
        var head = window.Span[..Math.Min(window.Span.Length, ForeignFormat.HeadLength)];
        if (ForeignFormat.Recognize(head) is { } foreign)
        {
            return FormatOfDamagedHead(window.Span) is { } format && foreign.Remedy is null
                ? OpenBlocks(window, format, file, depth)
                : throw new SourceException(
                    foreign.Remedy is null ? SourceErrorKind.NotALog : SourceErrorKind.Unsupported,
                    file,
                    $"it is {foreign.Name}",
                    foreign.Remedy ?? "Pass a Spark event log: a file or folder from spark.eventLog.dir, or a History Server's download");
        }
        return onDisk is { CanSeek: true }
            ? new PlainFileReader(onDisk, sizes)
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
        var isPlain = CodecSniffer.Recognize(head) == Codec.Plain && ForeignFormat.Recognize(head) is null;
        return isPlain || first.Issue is not null ? content : OpenLayer(new InputWindow(new ContentStream(content)), file, null, depth + 1);
    }

    private IBlockFormat FormatOf(Codec codec) => codec switch
    {
        Codec.Zstd => new ZstdFormat(sizes.Limit),
        Codec.Lz4 => new Lz4Format(),
        Codec.Snappy => new SnappyFormat(),
        Codec.Lzf => new LzfFormat(),
        _ => throw new ArgumentOutOfRangeException(nameof(codec), codec, "has no blocks"),
    };

    // A flipped bit in the first bytes must not make a log unknown: a codec that shows its magic further on is taken to be damaged here.
    private IBlockFormat? FormatOfDamagedHead(ReadOnlySpan<byte> head)
    {
        foreach (var codec in (ReadOnlySpan<Codec>)[Codec.Zstd, Codec.Lz4, Codec.Snappy])
        {
            var format = FormatOf(codec);
            if (format.FindStart(head) >= 0)
            {
                return format;
            }
        }
        return null;
    }
}
