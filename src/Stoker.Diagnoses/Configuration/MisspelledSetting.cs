using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Places;
using Stoker.Findings.Remedies;
using Stoker.Model.Settings;

namespace Stoker.Diagnoses.Configuration;

/// <summary>CONF012: a key that no version of Spark has, close to one that it has. Spark says nothing of it and ignores it.</summary>
internal static class MisspelledSetting
{
    public const string Id = "CONF012";

    public static readonly Diagnosis Diagnosis = new(Id, "A setting is misspelled", Rank.Configuration, Check);

    /// <summary>The list holds what these versions have; older ones had keys that are not in it.</summary>
    private static readonly SparkVersion First = new(3, 0);

    private static void Check(Inspection inspection, Report report)
    {
        if (inspection.Settings.Version is not { } version || version < First)
        {
            return;
        }

        var set = inspection.Application.Settings.Spark.Concat(inspection.Application.SqlExecutions.SelectMany(execution => execution.ModifiedConfigs))
            .Where(pair => pair.Key.StartsWith("spark.", StringComparison.Ordinal) && !KnownSettings.List.Contains(pair.Key)).DistinctBy(pair => pair.Key).OrderBy(pair => pair.Key, StringComparer.Ordinal);
        foreach (var (key, value) in set)
        {
            if (KnownSettings.List.NearestTo(key) is { } meant && (SettingTable.SinceOf(meant) is null || SettingTable.Exists(meant, version)))
            {
                report.Add(Suspect(inspection, key, value, meant));
            }
        }
    }

    private static Suspicion Suspect(Inspection inspection, string key, string value, string meant)
    {
        var suspicion = new Suspicion(new SettingPlace(key), Confidence.Medium) { FixedSeverity = Severity.Minor };
        suspicion.Doubt("another program on the class path may read this key").RelatedPlaces.Add(new SettingPlace(meant));
        var present = inspection.Application.Settings.Find(meant)?.Value;
        suspicion.Prove("value", value).Prove("nearestSetting", meant).Prove("valueOfNearest", present ?? inspection.Settings.Find(meant) ?? "not set");
        return suspicion.Advise(new Remedy(RemedyKind.Setting, $"Write {meant}: no version of Spark reads {key}.", "When no other program on the class path reads it.", Setting: new SettingChange(meant, present, value)));
    }
}
