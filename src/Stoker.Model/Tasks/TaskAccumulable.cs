namespace Stoker.Model.Tasks;

/// <summary>What a task added to an accumulator that the program named.</summary>
/// <param name="Row">Row of the task in its <see cref="TaskTable"/>.</param>
/// <param name="Id">The accumulator.</param>
/// <param name="Name">Its name.</param>
/// <param name="Update">What this task added, as text; absent when the log has only the total.</param>
/// <param name="Value">The total after this task, as text.</param>
public sealed record TaskAccumulable(int Row, Sql.AccumulatorId Id, string Name, string? Update, string? Value);
