namespace Stoker.Reports.Headers;

/// <summary>What to call an application in a message.</summary>
public static class ApplicationTitle
{
    /// <summary>Its name as one clean line of a length that a message bears; words where it has none.</summary>
    public static string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length > 0 ? ApplicationHeader.TitleOf(name) : "without a name";
    }
}
