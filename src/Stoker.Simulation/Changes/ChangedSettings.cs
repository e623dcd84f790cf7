using System.Globalization;
using Stoker.Model.Settings;

namespace Stoker.Simulation.Changes;

/// <summary>Settings before and after a change: what the change does not name stays as the run had it.</summary>
internal sealed class ChangedSettings(EffectiveSettings before, ChangeSet change)
{
    public EffectiveSettings Before { get; } = before;

    public IReadOnlyDictionary<string, string> Changes => change.Settings;

    public bool Asks(string key) => Changes.ContainsKey(key);

    public string? Find(string key) => Changes.GetValueOrDefault(key) ?? Before.Find(key);

    public long? ByteCount(string key) => Find(key) is { } text ? EffectiveSettings.ParseBytes(text) : null;

    public long? Number(string key) => long.TryParse(Find(key), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    public double? Ratio(string key) => double.TryParse(Find(key), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A switch; what it is taken for where a vendor's build or an old log does not tell.</summary>
    public bool IsOn(string key, bool otherwise = true) => Find(key) is { } text && bool.TryParse(text.Trim(), out var on) ? on : otherwise;
}
