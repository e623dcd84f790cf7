using System.Text;

namespace Stoker.Cli.Console;

/// <summary>The answer's way out: always UTF-8, in one piece, so that a reader that leaves early (<c>| head -1</c>) is no error.</summary>
internal static class StandardOutput
{
    public static bool IsTerminal => !System.Console.IsOutputRedirected;

    public static void Write(string text)
    {
        try
        {
            // The stream of .NET takes a closed pipe for the end of interest and returns quietly.
            using var stream = System.Console.OpenStandardOutput();
            stream.Write(Encoding.UTF8.GetBytes(text));
            stream.Flush();
        }
        catch (IOException error)
        {
            throw new UserError(ExitCode.UnreadableSource, $"The answer cannot be written to standard output: {error.Message}", "Free some space, or use --output FILE.");
        }
    }
}
