namespace Stoker.Reports.Findings;

/// <summary>How a finding within another belongs to it: most follow from it, a few say why it is there.</summary>
internal static class ConsequenceWords
{
    private static readonly string[] Explanations = ["SKEW003", "SKEW005"];

    /// <summary>Whether it says why the other is there, or why nothing removed it.</summary>
    public static bool Explains(string id) => Explanations.Contains(id);
}
