using Stoker.Model.Tasks;

namespace Stoker.Tests.Diagnoses;

/// <summary>An attempt of any end.</summary>
/// <param name="Executor">Where it ran: 1 to 4; its host bears the same name.</param>
/// <param name="Index">Its task.</param>
/// <param name="FromMs">Launch, since the start of the application.</param>
/// <param name="Ms">Duration.</param>
internal sealed record SketchedAttempt(string Executor, int Index, long FromMs, long Ms)
{
    public TaskEndReason Reason { get; init; } = TaskEndReason.Success;

    public string Message { get; init; } = "";

    public string? ClassName { get; init; }

    public bool IsSpeculative { get; init; }

    public long ShuffleWritten { get; init; }

    /// <summary>The same, ended by an exception.</summary>
    public SketchedAttempt Throws(string message, string? className = "java.lang.RuntimeException") => this with { Reason = TaskEndReason.ExceptionFailure, Message = message, ClassName = className };
}
