namespace Stoker.Advice.Recommendations;

/// <summary>What becomes of the proposals for a setting.</summary>
/// <param name="Value">The value to set; absent when it is left to a person.</param>
/// <param name="Reason">Why it is left to a person; absent when it is set.</param>
/// <param name="Precondition">What must hold before it is set; absent when nothing must.</param>
internal sealed record SettingVerdict(string? Value, string? Reason, string? Precondition = null)
{
    public static SettingVerdict Set(string value, string? precondition = null) => new(value, null, precondition);

    public static SettingVerdict Leave(string reason) => new(null, reason);
}
