namespace Stoker.Model.Tasks;

/// <summary>Layout of the flags column: locality in bits 0 to 2, two bits of facts, status in bits 5 and 6, end reason in bits 7 to 10.</summary>
internal static class TaskFlags
{
    public const int Speculative = 1 << 3;
    public const int HasMetrics = 1 << 4;
    public const int StatusShift = 5;
    public const int ReasonShift = 7;

    public static int Pack(TaskLocality locality, bool isSpeculative, bool hasMetrics, TaskAttemptStatus status, TaskEndReason reason) =>
        (int)locality | (isSpeculative ? Speculative : 0) | (hasMetrics ? HasMetrics : 0) | ((int)status << StatusShift) | ((int)reason << ReasonShift);
}
