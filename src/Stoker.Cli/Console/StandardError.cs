namespace Stoker.Cli.Console;

/// <summary>Lines for the person at the terminal.</summary>
internal static class StandardError
{
    public static bool IsTerminal => !System.Console.IsErrorRedirected;

    public static void Line(string text) => Write(text + "\n");

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
