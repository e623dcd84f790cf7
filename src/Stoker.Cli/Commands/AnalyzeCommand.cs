using System.CommandLine;
using Stoker.Cli.Console;
using Stoker.Cli.Help;
using Stoker.Cli.Options;

namespace Stoker.Cli.Commands;

/// <summary><c>stoker analyze SOURCE…</c>.</summary>
internal static class AnalyzeCommand
{
    public static Command Create()
    {
        var sources = new Argument<string[]>("SOURCE")
        {
            Description = "event log, folder, - or History Server address",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = new OutputOptions();
        var command = new DocumentedCommand("analyze", "Says where the time of a Spark application went, from its event log.")
        {
            Example = "stoker analyze /logs/eventlog_v2_app-42",
            Page = "docs/guide/analyze.md",
        }.With(output.Group);
        command.Arguments.Add(sources);
        command.SetAction(result => ExitCode.Done);
        return command;
    }
}
