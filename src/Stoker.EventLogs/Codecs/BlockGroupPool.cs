using System.Collections.Concurrent;

namespace Stoker.EventLogs.Codecs;

/// <summary>
/// Groups that wait to be used again, with their decoders and buffers, by codec. One pool serves all files of a log, and all logs while many
/// are looked at. Thread-safe.
/// </summary>
internal sealed class BlockGroupPool : IDisposable
{
    private readonly ConcurrentDictionary<Codec, ConcurrentBag<BlockGroup>> _waiting = new();
    private readonly ConcurrentDictionary<BlockGroup, Codec> _codecs = new();

    /// <summary>Takes a group with a decoder for this format.</summary>
    public BlockGroup Rent(IBlockFormat format)
    {
        if (_waiting.GetOrAdd(format.Codec, _ => []).TryTake(out var waiting))
        {
            return waiting;
        }
        var group = new BlockGroup(this, format.CreateDecoder());
        _codecs[group] = format.Codec;
        return group;
    }

    /// <summary>Gives a group back.</summary>
    public void Return(BlockGroup group) => _waiting[_codecs[group]].Add(group);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var group in _codecs.Keys)
        {
            group.Dispose();
        }
        _codecs.Clear();
        _waiting.Clear();
    }
}
