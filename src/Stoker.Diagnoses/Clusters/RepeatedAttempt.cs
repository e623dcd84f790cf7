using System.Globalization;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Remedies;

namespace Stoker.Diagnoses.Clusters;

/// <summary>CLUS004: this is not the application's first attempt: an earlier one died, and all of its work was done again. Its log is another one.</summary>
internal static class RepeatedAttempt
{
    public const string Id = "CLUS004";

    public static readonly Diagnosis Diagnosis = new(Id, "Several application attempts", Rank.Losses, Check);

    private static void Check(Inspection inspection, Report report)
    {
        // YARN counts attempts from 1; other cluster managers have none.
        if (!int.TryParse(inspection.Application.AttemptId, NumberStyles.None, CultureInfo.InvariantCulture, out var attempt) || attempt < 2
            || inspection.Settings.Find("spark.master")?.StartsWith("yarn", StringComparison.Ordinal) == false)
        {
            return;
        }

        var suspicion = new Suspicion(new ApplicationPlace(), Confidence.High) { FixedSeverity = Severity.Major };
        suspicion.Prove("attempt", attempt, EvidenceUnit.Count)
            .Prove("earlierLogs", string.Join(", ", Enumerable.Range(1, Math.Min(3, attempt - 1)).Select(earlier => string.Create(CultureInfo.InvariantCulture, $"{inspection.Application.Id}_{earlier}"))));
        report.Add(suspicion.Advise("Read the log of the earlier attempt: its last events, and YARN's diagnostics of the application master, say why it died.")
            .Advise(new Remedy(RemedyKind.Setting, "Where the program must not run twice (it appends, or sends), allow one attempt only.", null, "A lost application master is not replaced.", null, new SettingChange("spark.yarn.maxAppAttempts", inspection.Settings.Find("spark.yarn.maxAppAttempts"), "1"))));
    }
}
