using System.CommandLine;
using System.CommandLine.Invocation;

namespace Stoker.Cli.Help;

/// <summary><c>--help</c> of the program and of each command.</summary>
internal sealed class HelpPrinter : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult) => HelpText.Print(parseResult);
}
