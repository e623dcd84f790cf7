namespace Stoker.Model.Tasks;

/// <summary>What the log tells of an attempt that failed or was killed.</summary>
/// <param name="Row">Row of the task in its <see cref="TaskTable"/>.</param>
/// <param name="Reason">Kind of the end.</param>
/// <param name="Message">Spark's error text: class and description of the exception with its stack, the kill reason, the loss reason.</param>
/// <param name="ClassName">Class of the exception; absent for other reasons.</param>
/// <param name="FetchFailure">Where shuffle data could not be fetched from; absent for other reasons.</param>
public sealed record TaskFailure(int Row, TaskEndReason Reason, string Message, string? ClassName, FetchFailure? FetchFailure);
