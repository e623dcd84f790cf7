using System.CommandLine;
using Stoker.Cli.Help;
using Stoker.Linting;
using Stoker.Witnesses;

namespace Stoker.Cli.Options;

/// <summary>Options that name the source of the program that ran.</summary>
/// <param name="use">What else the command does with it.</param>
internal sealed class ProgramOptions(string use)
{
    private readonly Option<string[]> _source = new("--source") { Description = $"the program's PySpark: {use}", HelpName = "PATH" };

    private readonly Option<bool> _noSource = new("--no-source") { Description = "do not read the .py files that the log names, where they stand here unchanged since the run" };

    public OptionGroup Group => new("Program", _source, _noSource);

    /// <summary>The source as a lint request; absent when none is given.</summary>
    public LintRequest? Code(ParseResult result) => Paths(result) is { Length: > 0 } paths ? new LintRequest { Paths = paths, Root = Environment.CurrentDirectory } : null;

    /// <summary>The source as a witness; absent when nothing may be read.</summary>
    public WitnessRequest? Witness(ParseResult result)
    {
        var (paths, reads) = (Paths(result), !result.GetValue(_noSource));
        return paths.Length > 0 || reads ? new WitnessRequest { Paths = paths, ReadsLoggedPaths = reads, Root = Environment.CurrentDirectory } : null;
    }

    private string[] Paths(ParseResult result)
    {
        var paths = result.GetValue(_source) ?? [];
        return Array.Find(paths, path => !File.Exists(path) && !Directory.Exists(path)) is { } missing ? throw UserError.WrongOption("--source", missing, "There is no such file or folder.") : paths;
    }
}
