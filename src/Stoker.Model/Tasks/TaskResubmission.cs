using Stoker.Model.Units;

namespace Stoker.Model.Tasks;

/// <summary>A finished map task had to run again since its executor was lost; Spark logs a second end of the first attempt.</summary>
/// <param name="Task">The attempt whose output was lost.</param>
/// <param name="Index">Its task index.</param>
/// <param name="ExecutorId">The executor that was lost.</param>
/// <param name="Duration">Duration of the attempt, which counted when the attempt ended.</param>
public sealed record TaskResubmission(TaskId Task, int Index, string ExecutorId, Milliseconds Duration);
