namespace Stoker.Diagnoses.Failures;

/// <summary>Why an executor died, or an attempt failed that says so itself.</summary>
internal enum LossCause
{
    /// <summary>The text does not say.</summary>
    Unknown,

    /// <summary>Released on purpose: no loss (trap T33).</summary>
    Released,

    /// <summary>The JVM ran out of heap.</summary>
    HeapExhausted,

    /// <summary>The container was killed for its memory.</summary>
    ContainerKilled,

    /// <summary>No heartbeat.</summary>
    HeartbeatLost,

    /// <summary>Preempted, decommissioned, spot or scale-down.</summary>
    TakenAway,

    /// <summary>No space left on a disk.</summary>
    DiskFull,

    /// <summary>What had to be sent or serialized was larger than a buffer or frame may be.</summary>
    TooLarge,
}
