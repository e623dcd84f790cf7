using Stoker.Diagnoses.Work;
using Stoker.Model.Tasks;

namespace Stoker.Diagnoses.Failures;

/// <summary>A failed attempt with its time.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Failure">What the log tells.</param>
internal readonly record struct AttemptFailure(StageWork Stage, TaskFailure Failure)
{
    /// <summary>Its duration, ms.</summary>
    public long DurationMs => Math.Max(0, Stage.Stage.Tasks.Duration(Failure.Row).Value);

    /// <summary>Why the executor died, if it did; heap exhaustion also when the task itself says so.</summary>
    public LossCause Cause => Failure.Reason is TaskEndReason.ExecutorLostFailure
        || Failure.Message.Contains("java.lang.OutOfMemoryError", StringComparison.Ordinal)
        || Failure.ClassName == "java.lang.OutOfMemoryError"
        ? LossText.Read(Failure.ClassName == "java.lang.OutOfMemoryError" ? Failure.ClassName : Failure.Message)
        : LossCause.Unknown;

    /// <summary>All attempts that failed or were killed, by stage.</summary>
    public static IEnumerable<AttemptFailure> Of(Inspection inspection) =>
        inspection.Stages.SelectMany(stage => stage.Stage.Tasks.Failures.Select(failure => new AttemptFailure(stage, failure)));
}
