using System.Text;
using Stoker.Cli.Console;
using Stoker.Cli.Help;

namespace Stoker.Cli;

/// <summary>What is left of a fault of Stoker's own: one line on the screen, and the details in a file that can be sent to us.</summary>
internal static class FaultReport
{
    public static int Write(Exception fault, IReadOnlyList<string> arguments)
    {
        var details = new StringBuilder()
            .AppendLine(VersionPrinter.Text())
            .Append("stoker ").AppendJoin(' ', arguments).AppendLine()
            .AppendLine()
            .AppendLine(fault.ToString())
            .ToString();
        var path = Path.Combine(Path.GetTempPath(), $"stoker-fault-{Environment.ProcessId}.txt");
        try
        {
            File.WriteAllText(path, details);
            StandardError.Line($"stoker: this is a fault of Stoker, not yours ({fault.GetType().Name}); the details are in {path}");
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            StandardError.Line($"stoker: this is a fault of Stoker, not yours; the details cannot be written to {path} and follow.");
            StandardError.Line(details);
        }

        return ExitCode.InternalFault;
    }
}
