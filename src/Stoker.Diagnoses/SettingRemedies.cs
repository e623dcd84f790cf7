using Stoker.Findings.Remedies;
using Stoker.Model.Settings;
using Stoker.Model.Sql;

namespace Stoker.Diagnoses;

/// <summary>Remedies that change a setting.</summary>
internal static class SettingRemedies
{
    /// <summary>A remedy that sets a value; null when the setting is not in this version, or has the value already.</summary>
    public static Remedy? Change(this EffectiveSettings settings, string key, string to, string why, SqlExecution? execution = null, string? risk = null)
    {
        if (settings.Version is { } version && !SettingTable.Exists(key, version))
        {
            return null;
        }

        var from = settings.Find(key, execution);
        return string.Equals(from, to, StringComparison.OrdinalIgnoreCase)
            ? null
            : new Remedy(RemedyKind.Setting, why, null, risk, SettingTable.SinceOf(key), new SettingChange(key, from, to));
    }
}
