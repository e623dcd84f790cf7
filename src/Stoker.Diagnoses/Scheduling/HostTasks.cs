namespace Stoker.Diagnoses.Scheduling;

/// <summary>A host in a stage; mutable while its tasks are summed.</summary>
internal sealed class HostTasks(int index, string name)
{
    /// <summary>Its number in the application.</summary>
    public int Index { get; } = index;

    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Comparable tasks.</summary>
    public int Count { get; set; }

    /// <summary>Their durations together.</summary>
    public long DurationMs { get; set; }

    /// <summary>Bytes that they read, of input and shuffle.</summary>
    public long Bytes { get; set; }

    /// <summary>Their durations, ascending, once they are asked for.</summary>
    public List<long> Durations { get; } = [];
}
