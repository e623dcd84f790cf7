namespace Stoker.Cli.Console;

/// <summary>Lines for the person at the terminal.</summary>
internal static class StandardError
{
    public static bool IsTerminal => !System.Console.IsErrorRedirected;

    /// <summary>Writes lines. What a path or a log brought along must not steer the terminal: control characters are left out.</summary>
    public static void Line(string text) => Write(string.Concat(text.Where(letter => letter == '\n' || !char.IsControl(letter))) + "\n");

    public static void Write(string text)
    {
        try
        {
            Descriptor.Write(Descriptor.StandardError, text);
        }
        catch (IOException)
        {
            // Nobody is left to tell.
        }
    }
}
