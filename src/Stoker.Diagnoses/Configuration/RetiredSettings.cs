using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Places;
using Stoker.Findings.Remedies;

namespace Stoker.Diagnoses.Configuration;

/// <summary>CONF004: settings that this version of Spark no longer has, or has under another name.</summary>
internal static class RetiredSettings
{
    public const string Id = "CONF004";

    public static readonly Diagnosis Diagnosis = new(Id, "Removed or renamed settings", Rank.Configuration, Check);

    private static void Check(Inspection inspection, Report report)
    {
        if (inspection.Settings.Version is not { } version || Platform.SetsSettings(inspection))
        {
            return;
        }

        var old = inspection.Application.Settings.Spark.Select(pair => (pair.Key, pair.Value, Retired: KnownSettings.List.RetiredOf(pair.Key)!)) // Filtered next.
            .Where(setting => setting.Retired is not null && setting.Retired.IsOldIn(version) && !IsSaidByTheNewName(inspection, setting.Value, setting.Retired)).ToList();
        Add(inspection, report, [.. old.Where(setting => !setting.Retired.IsReadBy(version))], Severity.Minor);
        Add(inspection, report, [.. old.Where(setting => setting.Retired.IsReadBy(version))], Severity.Info);
    }

    private static bool IsSaidByTheNewName(Inspection inspection, string value, RetiredSetting retired) =>
        retired.Replacement is { } key && inspection.Application.Settings.Find(key)?.Value == value;

    private static void Add(Inspection inspection, Report report, List<(string Key, string Value, RetiredSetting Retired)> settings, Severity severity)
    {
        if (settings.Count == 0)
        {
            return;
        }

        var suspicion = new Suspicion(new SettingPlace(settings[0].Key), Confidence.High) { FixedSeverity = severity };
        suspicion.RelatedPlaces.AddRange(settings.Skip(1).Select(setting => new SettingPlace(setting.Key)));
        suspicion.Prove("settings", string.Join(", ", settings.Select(setting => setting.Key)))
            .Prove("why", severity == Severity.Minor ? "no longer read by Spark " + inspection.Application.SparkVersion : "read for now, under the new name");
        foreach (var (key, value, retired) in settings)
        {
            suspicion.Advise(RemedyOf(inspection, key, value, retired));
        }

        report.Add(suspicion);
    }

    private static Remedy RemedyOf(Inspection inspection, string key, string value, RetiredSetting retired) => retired.Replacement is not { } replacement
        ? new Remedy(RemedyKind.Setting, $"Delete {key}: nothing reads it since Spark {retired.Version}.")
        : retired.IsRenamed
            ? new Remedy(RemedyKind.Setting, $"Use the new name of {key}.", Setting: new SettingChange(replacement, inspection.Application.Settings.Find(replacement)?.Value, value))
            : new Remedy(RemedyKind.Setting, $"Delete {key}, which nothing reads since Spark {retired.Version}; what it was for is {replacement} now.");
}
