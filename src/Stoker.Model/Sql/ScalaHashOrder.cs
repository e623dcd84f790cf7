namespace Stoker.Model.Sql;

/// <summary>
/// The order in which a Scala immutable Map or Set of Int gives its keys: that of insertion up to four, beyond that the order of a hash trie of
/// 32-way nodes. Scala 2.13 gives a node's own entries before its children (CHAMP), 2.12 both in the order of their slots. The History Server shows
/// jobs of an execution in this order, and of equal largest values that of the stage that comes first in it.
/// </summary>
internal static class ScalaHashOrder
{
    private const int BitsPerLevel = 5;

    /// <param name="inserted">Keys in the order in which they were inserted; repeated ones count once.</param>
    /// <param name="isChamp">Scala 2.13; else 2.12.</param>
    public static IEnumerable<int> Of(IEnumerable<int> inserted, bool isChamp = true)
    {
        var keys = inserted.Distinct().ToArray();
        return keys.Length <= 4 ? keys : Walk(keys, 0, isChamp);
    }

    private static IEnumerable<int> Walk(IReadOnlyList<int> keys, int shift, bool isChamp)
    {
        var slots = keys.GroupBy(key => (int)((Improve(key) >> shift) & 31)).OrderBy(slot => slot.Key).ToArray();
        if (isChamp)
        {
            return slots.Where(slot => slot.Count() == 1).SelectMany(slot => slot)
                .Concat(slots.Where(slot => slot.Count() > 1).SelectMany(slot => Walk([.. slot], shift + BitsPerLevel, isChamp)));
        }

        return slots.SelectMany(slot => slot.Count() == 1 ? slot : Walk([.. slot], shift + BitsPerLevel, isChamp));
    }

    private static uint Improve(int key)
    {
        unchecked
        {
            var hash = (uint)key;
            hash += ~(hash << 9);
            hash ^= hash >> 14;
            hash += hash << 4;
            return hash ^ (hash >> 10);
        }
    }
}
