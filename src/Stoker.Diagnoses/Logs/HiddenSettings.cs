using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Places;
using Stoker.Findings.Remedies;
using Stoker.Model.Settings;

namespace Stoker.Diagnoses.Logs;

/// <summary>LOG007: values of settings that tune are hidden in the log, so that rules and advice do not know them.</summary>
internal static class HiddenSettings
{
    public const string Id = "LOG007";

    public static readonly Diagnosis Diagnosis = new(Id, "Settings are hidden", Rank.Log, Check);

    private static void Check(Inspection inspection, Report report)
    {
        List<string> hidden = [.. inspection.Application.Settings.Spark.Where(pair => pair.Value.Contains("(redacted)", StringComparison.Ordinal) && SettingTable.Keys.Contains(pair.Key)).Select(pair => pair.Key)];
        if (hidden.Count == 0)
        {
            return;
        }

        var suspicion = new Suspicion(new SettingPlace(hidden[0]), Confidence.High) { FixedSeverity = Severity.Info };
        suspicion.RelatedPlaces.AddRange(hidden.Skip(1).Select(key => new SettingPlace(key)));
        suspicion.Prove("settings", string.Join(", ", hidden));
        suspicion.Advise(new Remedy(RemedyKind.Setting, "Hide secrets only: the expression meets keys or values that are none.", SinceVersion: "2.1", Setting: new SettingChange("spark.redaction.regex", inspection.Settings.Find("spark.redaction.regex"), "(?i)secret|password|token|access[.]?key|credential")));
        report.Add(suspicion);
    }
}
