using Stoker.EventLogs.Sources;
using Stoker.Model.Reading;

namespace Stoker.EventLogs.Codecs;

/// <summary>
/// Neighboring blocks that become one segment, with a copy of their stored bytes: decoding them needs nothing of the reader, so many groups
/// are decoded at once. Comes out of a <see cref="BlockGroupPool"/> and goes back into it after <see cref="Fill"/>.
/// </summary>
internal sealed class BlockGroup(BlockGroupPool pool, IBlockDecoder decoder) : ISegmentFill, IDisposable
{
    // Event logs shrink 20 to 40 times. Room is taken for that much and enlarged when it was not enough: the bound that zstd's frames give
    // (128 KiB a block) is a hundred times too large for frames of one event.
    private const int UsualRatio = 40;
    private const int SmallestRoom = 64 * 1024;

    private readonly List<StoredBlock> _blocks = [];
    private byte[] _stored = [];
    private BlockReader? _reader;
    private long _offset;
    private int _damaged;
    private long _firstDamagedAt;

    /// <summary>No more plain bytes than this come out of the group.</summary>
    public int PlainBound { get; private set; }

    /// <summary>How many plain bytes are expected.</summary>
    public long PlainEstimate { get; private set; }

    /// <summary>True without blocks.</summary>
    public bool IsEmpty => _blocks.Count == 0;

    /// <summary>Starts a new group.</summary>
    /// <param name="reader">Whose blocks they are.</param>
    /// <param name="offset">Where the group begins in the stored file.</param>
    public void Begin(BlockReader reader, long offset)
    {
        (_reader, _offset) = (reader, offset);
        _blocks.Clear();
        PlainBound = 0;
        PlainEstimate = 0;
        _damaged = 0;
    }

    /// <summary>Adds a block.</summary>
    public void Add(StoredBlock block)
    {
        _blocks.Add(block);
        PlainBound += block.PlainBound;
        PlainEstimate += Math.Min(block.PlainBound, (long)block.Length * UsualRatio);
    }

    /// <summary>Copies the stored bytes of all blocks, since the window moves on.</summary>
    public void Keep(ReadOnlySpan<byte> stored)
    {
        if (_stored.Length < stored.Length)
        {
            _stored = GC.AllocateUninitializedArray<byte>(stored.Length + (stored.Length / 4));
        }
        stored.CopyTo(_stored);
    }

    /// <inheritdoc/>
    public void Fill(Segment segment, CancellationToken cancellationToken)
    {
        segment.MakeRoom((int)Math.Min(PlainBound, Math.Max(PlainEstimate, SmallestRoom)));
        foreach (var block in _blocks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Decode(block, segment);
        }
        if (_damaged > 0)
        {
            segment.Issue ??= DamageIssue();
        }
        pool.Return(this);
    }

    /// <inheritdoc/>
    public void Dispose() => decoder.Dispose();

    private void Decode(StoredBlock block, Segment segment)
    {
        var stored = _stored.AsSpan(block.Start, block.Length);
        if (!block.IsWhole)
        {
            segment.MakeRoom(segment.Length + block.PlainBound);
            segment.Length += decoder.Salvage(stored, segment.Free);
            return;
        }
        var outcome = decoder.Decode(stored, segment.Free, out var written);
        if (outcome == BlockOutcome.TargetTooSmall)
        {
            segment.MakeRoom(Math.Max(segment.Length + block.PlainBound, (int)Math.Min(PlainBound, 2L * segment.Buffer.Length)));
            outcome = decoder.Decode(stored, segment.Free, out written);
        }
        if (outcome == BlockOutcome.Whole)
        {
            segment.Length += written;
            return;
        }
        DecodeDamaged(block, stored, segment);
    }

    private void DecodeDamaged(StoredBlock block, ReadOnlySpan<byte> stored, Segment segment)
    {
        _firstDamagedAt = _damaged++ == 0 ? _offset + block.Start : _firstDamagedAt;
        // One byte more for the end of the line that the damage cut.
        segment.MakeRoom(segment.Length + block.PlainBound + 1);
        segment.Length += decoder.Salvage(stored, segment.Free[..block.PlainBound]);
        EndLine(segment);
        AddSwallowed(stored, segment);
    }

    // A damaged length makes a block swallow those behind it. Any that still can be found in it is decoded, once and no deeper.
    private void AddSwallowed(ReadOnlySpan<byte> stored, Segment segment)
    {
        if (_reader is not { IsInner: false } || stored.Length < 2)
        {
            return;
        }
        using var inner = _reader.ReadInside(stored[1..]);
        var piece = new Segment();
        while (inner.TryNext(piece))
        {
            segment.MakeRoom(segment.Length + piece.Length + 1);
            piece.Span.CopyTo(segment.Free);
            segment.Length += piece.Length;
            EndLine(segment);
        }
    }

    // Blocks behind the damage are in the same segment, so the gap cannot be told by FollowsGap: a line end keeps what was lost from being
    // joined with what follows. The line it cuts is then reported as malformed.
    private static void EndLine(Segment segment)
    {
        if (segment.Length == 0)
        {
            segment.FollowsGap = true;
        }
        else if (segment.Span[^1] != (byte)'\n')
        {
            segment.Buffer[segment.Length++] = (byte)'\n';
        }
    }

    private ParseIssue? DamageIssue()
    {
        var others = _damaged == 1 ? "" : $" and {_damaged - 1} more near it";
        var verb = _damaged == 1 ? "is" : "are";
        return _reader?.Issue(ParseIssueKind.DamagedBlock,
            $"The {_reader.BlockName} at byte {_firstDamagedAt} of the stored file{others} {verb} damaged; what could be decoded was kept.");
    }
}
