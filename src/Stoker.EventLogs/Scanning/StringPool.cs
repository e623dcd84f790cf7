using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Stoker.EventLogs.Scanning;

/// <summary>
/// Turns UTF-8 text that repeats (hosts, executors, call sites) into one string each, found by its bytes. Numbers are given in the order of first
/// sight. One owner, not thread safe.
/// </summary>
internal sealed class StringPool
{
    private readonly List<string> _strings = [];
    private readonly List<byte[]> _bytes = [];
    private readonly List<uint> _hashes = [];

    /// <summary>Open addressing, a power of two long and at most half full; 0 is free, else a number plus one.</summary>
    private int[] _slots = new int[256];

    public int Count => _strings.Count;

    public string this[int number] => _strings[number];

    /// <summary>Number of the text.</summary>
    public int Intern(ReadOnlySpan<byte> text)
    {
        var hash = Hash(text);
        var mask = _slots.Length - 1;
        for (var slot = (int)hash & mask; ; slot = (slot + 1) & mask)
        {
            var number = _slots[slot] - 1;
            if (number < 0)
            {
                return Add(text, hash, slot);
            }

            if (_hashes[number] == hash && text.SequenceEqual(_bytes[number]))
            {
                return number;
            }
        }
    }

    /// <summary>The one string of the text.</summary>
    public string Get(ReadOnlySpan<byte> text) => _strings[Intern(text)];

    /// <summary>
    /// Mixes the length and every byte, eight at once. Samples would do for names, but statements and log addresses that differ in one place only
    /// would all fall into one chain.
    /// </summary>
    private static uint Hash(ReadOnlySpan<byte> text)
    {
        var hash = (uint)text.Length * 0x9E3779B1;
        ref var start = ref MemoryMarshal.GetReference(text);
        if (text.Length < 8)
        {
            foreach (var value in text)
            {
                hash = (hash ^ value) * 0x01000193;
            }

            return Finish(hash);
        }

        for (var at = 0; at <= text.Length - 8; at += 8)
        {
            var word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, at));
            hash = (hash ^ (uint)(word ^ (word >> 32))) * 0x85EBCA6B;
            hash ^= hash >> 15;
        }

        var last = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, text.Length - 8));
        return Finish((hash ^ (uint)(last ^ (last >> 29))) * 0xC2B2AE35);
    }

    private static uint Finish(uint hash) => hash ^ (hash >> 13) ^ (hash >> 21);

    private int Add(ReadOnlySpan<byte> text, uint hash, int slot)
    {
        var number = _strings.Count;
        _strings.Add(Encoding.UTF8.GetString(text));
        _bytes.Add(text.ToArray());
        _hashes.Add(hash);
        _slots[slot] = number + 1;
        if (_strings.Count * 2 > _slots.Length)
        {
            Grow();
        }

        return number;
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        var mask = _slots.Length - 1;
        for (var number = 0; number < _hashes.Count; number++)
        {
            var slot = (int)_hashes[number] & mask;
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }

            _slots[slot] = number + 1;
        }
    }
}
