namespace Stoker.Model.Tasks;

/// <summary>How near a task ran to its data (source: TaskLocality.scala).</summary>
public enum TaskLocality
{
    /// <summary>The log does not say.</summary>
    Unknown,

    /// <summary>In the same JVM.</summary>
    ProcessLocal,

    /// <summary>On the same host.</summary>
    NodeLocal,

    /// <summary>The task has no preference.</summary>
    NoPreference,

    /// <summary>In the same rack.</summary>
    RackLocal,

    /// <summary>Anywhere.</summary>
    Any,
}
