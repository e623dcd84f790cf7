using System.Globalization;
using Stoker.Advice.Comparison;
using Stoker.Advice.Verification;
using Stoker.Model.TimeSplit;
using Stoker.Reports.Findings;
using Stoker.Reports.Quantities;
using Stoker.Reports.Tables;

namespace Stoker.Reports.Verification;

/// <summary>The table of a verification.</summary>
internal static class VerificationTables
{
    /// <summary>Findings beyond this many of one row are counted.</summary>
    private const int MostFindings = 3;

    /// <summary>Tasks that took this many times as long together are worth a word.</summary>
    private const double MuchMore = 1.5;

    /// <summary>A pace that differs by less is not worth a word.</summary>
    private const double LeastPace = 0.1;

    /// <summary>Predicted against measured; absent when nothing was predicted.</summary>
    public static Table? Changes(ChangeVerification verification, string plusMinus)
    {
        var table = new Table(
            new Column("finding") { IsText = true },
            new Column("saving of") { IsText = true },
            new Column("predicted"),
            new Column("measured"),
            new Column("outcome") { IsText = true });
        foreach (var change in verification.Changes)
        {
            table.Add(
                NameOf(change),
                VerificationWords.KindOf(change),
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

        var table = new Table(new Column("advice that was followed") { IsText = true }, new Column("answers") { IsText = true }, new Column("saves wall time"), new Column("measured together"));
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

    /// <summary>That one run was slow to start, which says how busy its machine was; absent where both started alike.</summary>
    private static string? StartNote(RunComparison comparison) => StartDifference.Of(comparison) is not { } start
        ? null
        : $"The {(start.IsAfter ? "second" : "first")} run took {Quantity.Duration(start.Slow)} to its first job, the other one {Quantity.Duration(start.Quick)}: other programs on the machine may have slowed its tasks as well. No saving counts that time.";

    private static string Times(double factor) => factor.ToString("0.0", CultureInfo.InvariantCulture);

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

            notes.AddRange(advice.Otherwise.Select(setting => $"{setting.Key} was advised as {setting.Advised} and {(setting.To is { } to ? $"set to {to}" : "is not set")}: the prediction is for another value."));
            if (advice.Others.Count > 0)
            {
                notes.Add($"Changed without having been advised: {string.Join(", ", advice.Others)}.");
            }
        }

        notes.AddRange(verification.Changes.Where(change => change is { Outcome: VerificationOutcome.LessThanPredicted, TaskTimeFactor: >= MuchMore, CpuWait: null }).Select(change =>
            $"{NameOf(change)}: all tasks together took {Times(change.TaskTimeFactor ?? 1)} times as long. Where more of them run at once, that is what machines without free CPUs look like."));
        notes.AddRange(verification.Changes.Select(change => (Name: NameOf(change), change.CpuWait, change.Pace)).Where(change => change.CpuWait is not null).Select(change =>
            $"{change.Name}: for each second of CPU time tasks held their slots {Times(change.CpuWait!.Value.Before)} s in the first run and {Times(change.CpuWait.Value.After)} s in the second: other programs had the CPUs. Times of the second run were divided by {Times(change.Pace)} before they were judged."));
        notes.AddRange(verification.Changes.Where(change => change.DonePace < 1 - LeastPace).Select(change =>
            $"{NameOf(change)}: attempts that succeeded took {change.DonePace.ToString("0.00", CultureInfo.InvariantCulture)} times as long in the second run for the same work. That is its pace, and no saving of failures that are gone: it was taken off before they were judged."));
        if (StartNote(verification.Comparison) is { } start)
        {
            notes.Add(start);
        }

        if (verification.Changes.Any(change => change.Outcome == VerificationOutcome.Untouched))
        {
            notes.Add("Nothing was done about findings marked so: what differs is the cluster, or settings that none of their remedies names. The whole run is what there is to judge.");
        }

        if (verification.IsDisturbed)
        {
            notes.Add($"Stages that no finding was about took {verification.PaceFactor.ToString("0.00", CultureInfo.InvariantCulture)} times as long: the second run was disturbed, and its times were divided by that before they were judged.");
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
