namespace Stoker.Model.Storage;

/// <summary>How blocks of an RDD are kept (source: StorageLevel.scala).</summary>
/// <param name="UseDisk">On disk.</param>
/// <param name="UseMemory">In memory.</param>
/// <param name="UseOffHeap">In memory off the heap.</param>
/// <param name="Deserialized">As objects, not as bytes.</param>
/// <param name="Replication">Number of copies.</param>
public readonly record struct StorageLevel(bool UseDisk, bool UseMemory, bool UseOffHeap, bool Deserialized, int Replication)
{
    /// <summary>Whether the level keeps anything at all.</summary>
    public bool IsValid => (UseMemory || UseDisk) && Replication > 0;

    /// <summary>As the Spark UI writes it: <c>Disk Memory Deserialized 1x Replicated</c>.</summary>
    public override string ToString()
    {
        var place = (UseDisk ? "Disk " : "") + (UseMemory ? (UseOffHeap ? "Memory (off heap) " : "Memory ") : "");
        return $"{place}{(Deserialized ? "Deserialized" : "Serialized")} {Replication}x Replicated";
    }
}
