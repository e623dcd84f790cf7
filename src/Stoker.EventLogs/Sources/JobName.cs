namespace Stoker.EventLogs.Sources;

/// <summary>Names of applications as names of jobs.</summary>
public static class JobName
{
    /// <summary>Whether two names are one but for digits: schedulers put dates and numbers into names.</summary>
    public static bool AreAlike(string? first, string? second) => first is not null && second is not null && WithoutDigits(first).SequenceEqual(WithoutDigits(second));

    private static IEnumerable<char> WithoutDigits(string name) => name.Where(letter => !char.IsAsciiDigit(letter));
}
