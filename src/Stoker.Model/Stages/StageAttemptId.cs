using System.Globalization;

namespace Stoker.Model.Stages;

/// <summary>What identifies a stage attempt: a stage that is retried keeps its id and gets the next attempt number.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Attempt">0 for the first attempt.</param>
public readonly record struct StageAttemptId(StageId Stage, int Attempt) : IComparable<StageAttemptId>
{
    /// <summary>Ordered before.</summary>
    public static bool operator <(StageAttemptId left, StageAttemptId right) => left.CompareTo(right) < 0;

    /// <summary>Ordered after.</summary>
    public static bool operator >(StageAttemptId left, StageAttemptId right) => left.CompareTo(right) > 0;

    /// <summary>Not ordered after.</summary>
    public static bool operator <=(StageAttemptId left, StageAttemptId right) => left.CompareTo(right) <= 0;

    /// <summary>Not ordered before.</summary>
    public static bool operator >=(StageAttemptId left, StageAttemptId right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(StageAttemptId other) =>
        Stage.Value != other.Stage.Value ? Stage.Value.CompareTo(other.Stage.Value) : Attempt.CompareTo(other.Attempt);

    /// <summary>As Spark writes it: <c>12.0</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Stage.Value}.{Attempt}");
}
