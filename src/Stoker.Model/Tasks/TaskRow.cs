using Stoker.Model.Units;

namespace Stoker.Model.Tasks;

/// <summary>A task attempt as it goes into a <see cref="TaskTableBuilder"/>; executor and host are positions in <see cref="TaskNames"/>.</summary>
internal readonly record struct TaskRow(
    TaskId Task,
    int Index,
    int Attempt,
    int PartitionId,
    Timestamp Launch,
    Milliseconds Duration,
    Milliseconds GettingResult,
    int Executor,
    int Host,
    int Flags);
