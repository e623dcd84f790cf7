using Stoker.EventLogs.Sources;
using Stoker.Model.Reading;

namespace Stoker.EventLogs.Codecs;

/// <summary>Reads content that only comes in order: plain text from a pipe, or what an inflating stream gives. The whole work is the claim.</summary>
internal sealed class SequentialReader(InputWindow window, SegmentSizes sizes, string file) : IContentReader
{
    private int _target = sizes.First;
    private bool _ended;

    /// <inheritdoc/>
    public ISegmentFill? Claim(Segment segment, CancellationToken cancellationToken)
    {
        if (_ended)
        {
            return null;
        }
        segment.MakeRoom(_target);
        while (segment.Length < _target && !_ended)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = window.Read(segment.Buffer.AsSpan(segment.Length, _target - segment.Length));
            segment.Length += count;
            _ended = count == 0;
        }
        if (_ended && window.Damage is { } damage)
        {
            segment.Issue = window.IsCutOff
                ? new ParseIssue(ParseIssueKind.TruncatedStream, file, null, null,
                    $"The file ends early ({damage.TrimEnd('.')}): it is still being written or was cut off; what came before was used.")
                : new ParseIssue(ParseIssueKind.DamagedBlock, file, null, null,
                    $"It could not be read to its end ({damage.TrimEnd('.')}); what came before was used.");
        }
        _target = (int)Math.Min(2L * _target, sizes.Target);
        return segment.Length > 0 || segment.Issue is not null ? FilledAlready.Instance : null;
    }

    /// <inheritdoc/>
    public void Dispose() => window.Dispose();
}
