namespace Stoker.EventLogs.Events;

/// <summary>An event lacks a key that it cannot do without. Caught for each line, where it becomes a parse issue.</summary>
internal sealed class IncompleteEventException : Exception
{
    public IncompleteEventException()
    {
    }

    public IncompleteEventException(string key)
        : base($"The event lacks the key '{key}'.")
    {
    }

    public IncompleteEventException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
