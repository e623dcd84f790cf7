using System.Text;

namespace Stoker.Cli.Console;

/// <summary>Lines for the person at the terminal. Writes bytes: <c>Console.Error</c> would cost more than many a whole run.</summary>
internal static class StandardError
{
    private static readonly Lock Gate = new();

    public static bool IsTerminal => !System.Console.IsErrorRedirected;

    public static void Line(string text) => Write(text + "\n");

    public static void Write(string text)
    {
        lock (Gate)
        {
            try
            {
                using var stream = System.Console.OpenStandardError();
                stream.Write(Encoding.UTF8.GetBytes(text));
            }
            catch (IOException)
            {
                // Nobody is left to tell.
            }
        }
    }
}
