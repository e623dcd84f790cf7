using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using System.Runtime.InteropServices;
using Stoker.Cli.Console;

namespace Stoker.Cli.Help;

/// <summary><c>stoker --version</c>: version, commit, runtime in one line.</summary>
internal sealed class VersionPrinter : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public static string Version => Parts().Version;

    public static string Text()
    {
        var (version, commit) = Parts();
        return $"stoker {version} (commit {commit}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier})";
    }

    public override int Invoke(ParseResult parseResult)
    {
        StandardOutput.Write(Text() + "\n");
        return ExitCode.Done;
    }

    private static (string Version, string Commit) Parts()
    {
        var text = typeof(VersionPrinter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
        var plus = text.IndexOf('+', StringComparison.Ordinal);
        return plus < 0 ? (text, "unknown") : (text[..plus], text[(plus + 1)..][..Math.Min(12, text.Length - plus - 1)]);
    }
}
