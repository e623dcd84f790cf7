namespace Stoker.EventLogs.Sources;

/// <summary>What the system says of a file, without the path at its end: the path stands before it in a message already.</summary>
internal static class SystemWords
{
    public static string Of(IOException exception) => exception.Message.Split(" : ")[0].TrimEnd('.');
}
