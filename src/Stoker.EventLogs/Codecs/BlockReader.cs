using Stoker.EventLogs.Sources;
using Stoker.Model.Reading;

namespace Stoker.EventLogs.Codecs;

/// <summary>
/// Reads a file made of blocks. Claiming walks the stored bytes and takes neighboring blocks as a group; decoding is left to the group. Damage
/// that the walk meets ends a group; the next one begins where a block can be found again.
/// </summary>
internal sealed class BlockReader(InputWindow window, IBlockFormat format, BlockGroupPool pool, SegmentSizes sizes, string file) : IContentReader
{
    private int _target = sizes.First;
    private ILargeBlock? _large;
    private ParseIssue? _issue;
    private bool _followsGap;
    private bool _mustSearch;
    private bool _ended;

    /// <summary>What a block is called in issues.</summary>
    public string BlockName => format.BlockName;

    /// <summary>True when this reads what a damaged block swallowed.</summary>
    public bool IsInner { get; private init; }

    /// <inheritdoc/>
    public ISegmentFill? Claim(Segment segment, CancellationToken cancellationToken)
    {
        ISegmentFill? fill = null;
        // Nothing but damage is not worth a segment: it goes on to the next block that can be found.
        while (fill is null && !_ended && (!_mustSearch || TryFindStart(cancellationToken)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            segment.FollowsGap |= _followsGap;
            _followsGap = false;
            fill = _large is null ? ClaimGroup(segment, cancellationToken) : ReadLarge(segment, _large);
        }
        if (_issue is not null)
        {
            (segment.Issue, _issue) = (_issue, null);
            fill ??= FilledAlready.Instance;
        }
        _target = (int)Math.Min(2L * _target, sizes.Target);
        return fill;
    }

    /// <summary>A reader for blocks inside the stored bytes of a damaged one.</summary>
    public BlockReader ReadInside(ReadOnlySpan<byte> stored) =>
        new(new InputWindow(new MemoryStream(stored.ToArray(), writable: false)), BlockFormats.Create(format.Codec, sizes.Limit), pool, sizes, file)
        {
            IsInner = true,
            _mustSearch = true,
        };

    /// <summary>Fills the next piece at once.</summary>
    /// <returns>False at the end.</returns>
    public bool TryNext(Segment segment)
    {
        segment.Clear();
        var fill = Claim(segment, CancellationToken.None);
        fill?.Fill(segment, CancellationToken.None);
        return fill is not null;
    }

    /// <summary>An issue of this file.</summary>
    public ParseIssue Issue(ParseIssueKind kind, string message) => new(kind, file, null, null, message);

    /// <inheritdoc/>
    public void Dispose()
    {
        _large?.Dispose();
        window.Dispose();
    }

    private ISegmentFill? ClaimGroup(Segment segment, CancellationToken cancellationToken)
    {
        var group = pool.Rent(format);
        group.Begin(this, window.Offset);
        var at = 0;
        while (Extend(group, ref at))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
        if (group.IsEmpty)
        {
            window.Advance(at);
            pool.Return(group);
            return _large is null ? null : ReadLarge(segment, _large);
        }
        group.Keep(window.Span[..at]);
        window.Advance(at);
        return group;
    }

    // Adds what stands at this place to the group. False when the group is complete.
    private bool Extend(BlockGroup group, ref int at)
    {
        var step = format.Next(window, at);
        switch (step.Kind)
        {
            case BlockStepKind.Block when group.IsEmpty || group.PlainBound + (long)step.PlainBound <= sizes.Limit:
                group.Add(new StoredBlock(at, (int)step.StoredLength, step.PlainBound, IsWhole: true));
                at += (int)step.StoredLength;
                return group.PlainEstimate < _target;
            case BlockStepKind.Nothing:
                return PassOver(group, step, ref at);
            case BlockStepKind.Large when group.IsEmpty:
                window.Advance(at);
                at = 0;
                _large = format.OpenLarge(window);
                return false;
            case BlockStepKind.CutOff or BlockStepKind.Damaged:
                EndAtTrouble(group, step, ref at);
                return false;
            case BlockStepKind.End:
                EndOfInput(at);
                return false;
            default:
                return false;
        }
    }

    private bool PassOver(BlockGroup group, BlockStep step, ref int at)
    {
        if (group.IsEmpty)
        {
            window.Advance(at);
            at = 0;
            if (window.Skip(step.StoredLength))
            {
                group.Begin(this, window.Offset);
                return true;
            }
            _issue ??= CutOffIssue();
            _ended = true;
            return false;
        }
        // A long gap would be copied with the group for nothing; it is passed over when the next group begins.
        const int shortGap = 4096;
        if (step.StoredLength > shortGap || !window.Holds(at + (int)step.StoredLength))
        {
            return false;
        }
        at += (int)step.StoredLength;
        return true;
    }

    private void EndAtTrouble(BlockGroup group, BlockStep step, ref int at)
    {
        var rest = window.Span[at..];
        // A block that seems to reach beyond the end may have a damaged length: where another one shows behind it, it is damage.
        var next = rest.Length > 1 ? format.FindStart(rest[1..]) + 1 : 0;
        var isCutOff = step.Kind == BlockStepKind.CutOff && next == 0;
        _issue ??= isCutOff ? CutOffIssue() : DamageIssue(window.Offset + at, step.Problem ?? "it reaches into the next one");
        var prefix = next > 0 ? Math.Min((int)step.StoredLength, next) : (int)step.StoredLength;
        if (prefix > 0)
        {
            group.Add(new StoredBlock(at, prefix, step.PlainBound, IsWhole: false));
        }
        _ended = isCutOff;
        _followsGap = next > 0;
        _mustSearch = !isCutOff && next == 0;
        at += isCutOff ? rest.Length : next > 0 ? next : Math.Max(prefix, 1);
    }

    private void EndOfInput(int at)
    {
        _ended = true;
        if (window.Damage is { } damage)
        {
            _issue ??= window.IsCutOff ? CutOffIssue() : DamageIssue(window.Offset + at, damage);
        }
    }

    // Looks for the next place where a block may begin.
    private bool TryFindStart(CancellationToken cancellationToken)
    {
        const int step = 256 * 1024;
        _mustSearch = false;
        _followsGap = true;
        while (window.Holds(1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            window.Holds(step);
            var found = format.FindStart(window.Span);
            if (found >= 0)
            {
                window.Advance(found);
                return true;
            }
            // A start may lie across the end of what was searched.
            var kept = format.StartLength - 1;
            window.Advance(window.Span.Length > kept ? window.Span.Length - kept : window.Span.Length);
        }
        _ended = true;
        return false;
    }

    private FilledAlready ReadLarge(Segment segment, ILargeBlock large)
    {
        segment.MakeRoom(_target);
        var start = window.Offset;
        var step = large.Read(segment.Buffer.AsSpan(0, _target), out var written);
        segment.Length = written;
        if (step.Kind == BlockStepKind.Large)
        {
            return FilledAlready.Instance;
        }
        large.Dispose();
        _large = null;
        if (step.Kind != BlockStepKind.End)
        {
            if (window.Offset == start)
            {
                // Not even its header was taken: the search would find the same block again.
                window.Skip(1);
            }
            var isCutOff = step.Kind == BlockStepKind.CutOff && format.FindStart(window.Span) < 0;
            _issue ??= isCutOff ? CutOffIssue() : DamageIssue(start, step.Problem ?? "it reaches into the next one");
            _ended = isCutOff;
            _mustSearch = !isCutOff;
        }
        return FilledAlready.Instance;
    }

    private ParseIssue CutOffIssue() => Issue(ParseIssueKind.TruncatedStream, window.Damage is { } damage
        ? $"The file ends early ({damage.TrimEnd('.')}); what came before was used."
        : $"The file ends in the middle of a {BlockName}: it is still being written or was cut off; what came before was used.");

    private ParseIssue DamageIssue(long offset, string problem) => Issue(ParseIssueKind.DamagedBlock,
        $"The {BlockName} at byte {offset} of the stored file is damaged ({problem.TrimEnd('.')}); reading goes on at the next one that can be found.");
}
