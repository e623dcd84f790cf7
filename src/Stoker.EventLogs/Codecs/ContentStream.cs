using Stoker.EventLogs.Sources;
using Stoker.Model.Reading;

namespace Stoker.EventLogs.Codecs;

/// <summary>The content of a reader as a stream, for a codec inside a codec.</summary>
internal sealed class ContentStream(IContentReader reader) : ForwardStream
{
    private readonly Segment _segment = new();
    private int _position;
    private ParseIssue? _issue;

    /// <inheritdoc/>
    /// <exception cref="EndOfStreamException">At the end, when the content was cut off: the layer above reports it.</exception>
    /// <exception cref="InvalidDataException">At the end, when the content had damage.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (_position == _segment.Length)
        {
            if (!TryNext())
            {
                return _issue is null ? 0 : throw Trouble(_issue);
            }
        }
        var count = Math.Min(buffer.Length, _segment.Length - _position);
        _segment.Span.Slice(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        reader.Dispose();
        base.Dispose(disposing);
    }

    private static Exception Trouble(ParseIssue issue) =>
        issue.Kind == ParseIssueKind.TruncatedStream ? new EndOfStreamException(issue.Message) : new InvalidDataException(issue.Message);

    private bool TryNext()
    {
        _segment.Clear();
        _position = 0;
        if (reader.Claim(_segment, CancellationToken.None) is not { } fill)
        {
            return false;
        }
        fill.Fill(_segment, CancellationToken.None);
        _issue ??= _segment.Issue;
        return true;
    }
}
