using Stoker.Advice.Verification;
using Stoker.Reports.Findings;
using Stoker.Reports.Tables;

namespace Stoker.Reports.Verification;

/// <summary>The table of a verification.</summary>
internal static class VerificationTables
{
    /// <summary>Findings beyond this many of one row are counted.</summary>
    private const int MostFindings = 3;

    /// <summary>Predicted against measured; absent when nothing was predicted.</summary>
    public static Table? Changes(ChangeVerification verification, string plusMinus)
    {
        var table = new Table(
            new Column("finding") { IsText = true },
            new Column("core time predicted"),
            new Column("measured"),
            new Column("wall predicted") { Rank = 2 },
            new Column("measured ") { Rank = 1 },
            new Column("outcome") { IsText = true });
        foreach (var change in verification.Changes)
        {
            table.Add(
                NameOf(change),
                VerificationWords.Predicted(change.Core),
                VerificationWords.Measured(change.Core, plusMinus),
                change.Wall is { } wall ? VerificationWords.Predicted(wall) : "",
                change.Wall is { } measured ? VerificationWords.Measured(measured, plusMinus) : "",
                VerificationWords.Of(change));
        }

        return table.Rows.Count > 0 ? table : null;
    }

    public static string NameOf(VerifiedChange change)
    {
        var names = change.Findings.Take(MostFindings).Select(finding => $"{finding.Id} {PlaceText.Of(finding.Place)}");
        var more = change.Findings.Count - MostFindings;
        return string.Join(", ", names) + (more > 0 ? $" and {more} more" : "");
    }

    public static IReadOnlyList<string> Notes(ChangeVerification verification)
    {
        var notes = new List<string>();
        if (verification.IsDisturbed)
        {
            notes.Add($"Stages that no finding was about took {verification.PaceFactor.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)} times as long: the second run was disturbed, and its times were divided by that before they were judged.");
        }

        if (verification.RunRefusal is { } refusal)
        {
            notes.Add($"The whole run was not predicted: {refusal}");
        }

        if (verification.NewFindings.Count > 0)
        {
            notes.Add("New in the second run: " + string.Join(", ", verification.NewFindings.Select(finding => finding.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)) + ".");
        }

        if (verification.Changes.Any(change => change.Findings.Count > 1))
        {
            notes.Add("Findings about the same stages share a line: one pair of runs cannot tell their savings apart.");
        }

        return notes;
    }
}
