using Stoker.Findings.Places;

namespace Stoker.Findings.Evidence;

/// <summary>One fact that a finding rests on: a named value, never a sentence.</summary>
/// <param name="Name">What was measured or read, in lower camel case, such as <c>taskCount</c> or <c>loopIterable</c>.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Number">The value; absent when the unit is <see cref="EvidenceUnit.Text"/>.</param>
/// <param name="Text">The value as text; absent when there is a number.</param>
/// <param name="Row">The row of the model, or the source, at which the value can be seen.</param>
/// <param name="Threshold">The limit that it passed, when there is one.</param>
public sealed record EvidenceItem(string Name, EvidenceUnit Unit, double? Number, string? Text, Place? Row = null, Threshold? Threshold = null)
{
    /// <summary>Whether it is a part of the finding's price that another finding, which follows from it, has brought: a job that ran in vain beside the attempt that failed.</summary>
    public bool IsPartOfPrice { get; init; }

    /// <summary>A number as evidence.</summary>
    public static EvidenceItem Of(string name, double number, EvidenceUnit unit, Place? row = null, Threshold? threshold = null) =>
        new(name, unit, number, null, row, threshold);

    /// <summary>A text as evidence.</summary>
    public static EvidenceItem Of(string name, string text, Place? row = null) => new(name, EvidenceUnit.Text, null, text, row);
}
