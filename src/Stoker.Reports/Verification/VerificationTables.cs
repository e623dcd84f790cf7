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
            new Column("saving of") { Rank = 1 },
            new Column("predicted"),
            new Column("measured"),
            new Column("outcome") { IsText = true });
        foreach (var change in verification.Changes)
        {
            table.Add(
                NameOf(change),
                change.IsJudgedByWall ? "wall time" : "core time",
                VerificationWords.Predicted(change.Judged),
                VerificationWords.Measured(change.Judged, plusMinus),
                VerificationWords.Of(change));
        }

        return table.Rows.Count > 0 ? table : null;
    }

    /// <summary>Settings of the advice that were followed, with what each alone was predicted to save; absent when none was.</summary>
    public static Table? Followed(ChangeVerification verification)
    {
        if (verification.Advice is not { } advice)
        {
            return null;
        }

        var table = new Table(new Column("advice that was followed") { IsText = true }, new Column("answers") { IsText = true, Rank = 1 }, new Column("predicted"), new Column("measured"));
        foreach (var (setting, index) in advice.Followed.Select((setting, index) => (setting, index)))
        {
            table.Add(
                $"{setting.Key}={setting.To}",
                string.Join(", ", setting.Findings),
                setting.SavedMs is { } saved ? VerificationWords.Duration(saved / 1000) : "not predicted",
                index == 0 ? VerificationWords.Duration((advice.BeforeMs - advice.MeasuredMs) / 1000) : "");
        }

        return table;
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
        if (verification.Advice is { } advice)
        {
            if (advice.Followed.Count > 1)
            {
                notes.Add("Each setting is predicted alone; what is measured is all of them together, since one pair of runs cannot tell them apart.");
            }

            if (advice.NotFollowed.Count > 0)
            {
                notes.Add($"Advised and not done: {string.Join(", ", advice.NotFollowed)}.");
            }

            if (advice.Others.Count > 0)
            {
                notes.Add($"Changed without having been advised: {string.Join(", ", advice.Others)}.");
            }
        }

        if (verification.Changes.Any(change => change.Outcome == VerificationOutcome.Untouched))
        {
            notes.Add("Nothing was done about findings marked so: what differs is the cluster, or settings that none of their remedies names. The whole run is what there is to judge.");
        }

        if (verification.IsDisturbed)
        {
            notes.Add($"Stages that no finding was about took {verification.PaceFactor.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)} times as long: the second run was disturbed, and its times were divided by that before they were judged.");
        }

        if (verification.RunRefusal is { } refusal && verification.Advice?.IsInside is null)
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
