namespace Stoker.Findings.Remedies;

/// <summary>One way to spend less.</summary>
/// <param name="Kind">What it changes.</param>
/// <param name="Change">What to do: a sentence in the imperative.</param>
/// <param name="Precondition">What must hold before it is done; absent when nothing must.</param>
/// <param name="Risk">What may get worse; absent when nothing is known.</param>
/// <param name="SinceVersion">First Spark version that has it, such as <c>3.2</c>; absent when all have.</param>
/// <param name="Setting">The setting, when it is one.</param>
public sealed record Remedy(RemedyKind Kind, string Change, string? Precondition = null, string? Risk = null, string? SinceVersion = null, SettingChange? Setting = null)
{
    /// <summary>
    /// What its author has to answer with yes before the program is changed so; with no, its results become others. Absent where the change leaves
    /// results as they are.
    /// </summary>
    public string? Question { get; init; }
}
