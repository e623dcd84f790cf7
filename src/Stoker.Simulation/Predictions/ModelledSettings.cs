namespace Stoker.Simulation.Predictions;

/// <summary>Settings of which a replay tells what they do. Thread safe.</summary>
public static class ModelledSettings
{
    /// <summary>Why no log tells what a setting would do; absent for those that are modelled, of which a log may still refuse a value.</summary>
    /// <param name="key">The setting.</param>
    public static Refusal? RefusalOf(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Gate.ModelledSettings.Contains(key, StringComparer.Ordinal) ? null : UnmodelledSettings.Of(key, "the settings that docs/guide/whatif.md lists");
    }
}
