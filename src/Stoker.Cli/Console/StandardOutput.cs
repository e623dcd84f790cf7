namespace Stoker.Cli.Console;

/// <summary>The answer's way out: always UTF-8, a report in one piece, and a reader that leaves early (<c>| head -1</c>) is no error.</summary>
internal static class StandardOutput
{
    public static bool IsTerminal => !System.Console.IsOutputRedirected;

    public static void Write(string text)
    {
        try
        {
            Descriptor.Write(Descriptor.StandardOutput, text);
        }
        catch (IOException error)
        {
            throw new UserError(ExitCode.UnreadableSource, $"The answer cannot be written to standard output: {error.Message}.", "Free some space, or use --output FILE.");
        }
    }
}
