using System.CommandLine.Parsing;
using System.CommandLine;
using Stoker.Names;

namespace Stoker.Cli.Help;

/// <summary>Says what is wrong with a command line: the first thing only, with the nearest thing that would have been right.</summary>
internal static class UsageError
{
    public static UserError? Find(ParseResult result, IReadOnlyList<string> arguments)
    {
        if (result.Action is HelpPrinter or VersionPrinter)
        {
            return null;
        }

        if (result.CommandResult.Command is RootCommand program && arguments is [[not '-' and not '[', ..] command, ..])
        {
            return UnknownCommand(command, program);
        }

        if (FindUnknownOption(result, arguments) is { } option)
        {
            return Unknown("option", option, OptionNames(result.CommandResult.Command), HelpCall(result));
        }

        if (result.Errors.Count == 0)
        {
            return null;
        }

        if (result.UnmatchedTokens is [var token, ..])
        {
            return new UserError(ExitCode.WrongCommandLine, $"'{token}' is one argument too many.", $"See {HelpCall(result)}.");
        }

        return new UserError(ExitCode.WrongCommandLine, Plain(result.Errors[0]), $"See {HelpCall(result)}.");
    }

    private static UserError UnknownCommand(string token, RootCommand root) => File.Exists(token) || Directory.Exists(token)
        ? new UserError(ExitCode.WrongCommandLine, $"A command is missing before '{token}'.", $"Did you mean: stoker analyze {token}")
        : Unknown("command", token, root.Subcommands.Select(command => command.Name), "stoker --help");

    /// <summary>What looks like an option and is none: System.CommandLine takes it for a value of an argument that accepts any text.</summary>
    private static string? FindUnknownOption(ParseResult result, IReadOnlyList<string> arguments)
    {
        var known = OptionNames(result.CommandResult.Command).ToHashSet(StringComparer.Ordinal);
        var values = result.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value)
            .Concat(result.UnmatchedTokens)
            .Where(value => value.Length > 1 && value[0] == '-')
            .ToHashSet(StringComparer.Ordinal);
        return arguments.TakeWhile(argument => argument != "--")
            .Where(argument => values.Contains(argument) || values.Contains(argument.Split('=')[0]))
            .Select(argument => argument.Split('=')[0])
            .FirstOrDefault(name => !known.Contains(name));
    }

    private static IEnumerable<string> OptionNames(Command command) =>
        command.Options.Concat(command.Parents.OfType<Command>().SelectMany(parent => parent.Options).Where(option => option.Recursive))
            .Where(option => !option.Hidden)
            .SelectMany(option => option.Aliases.Prepend(option.Name));

    private static UserError Unknown(string kind, string typed, IEnumerable<string> candidates, string help) => new(
        ExitCode.WrongCommandLine,
        $"There is no {kind} '{typed}'.",
        NearestName.Find(typed, candidates) is { } nearest ? $"Did you mean {nearest}? {help} shows them all." : $"{help} shows them all.");

    private static string HelpCall(ParseResult result) =>
        result.CommandResult.Command is RootCommand ? "stoker --help" : $"stoker {result.CommandResult.Command.Name} --help";

    private static string Plain(ParseError error) => error.SymbolResult switch
    {
        OptionResult { Tokens: [] } option => $"{option.Option.Name} needs a value{ValueName(option.Option)}.",
        OptionResult { Tokens: [var token, ..] } option when option.Option.ValueType == typeof(int) || option.Option.ValueType == typeof(int?) =>
            $"{option.Option.Name} needs a whole number, not '{token.Value}'.",
        OptionResult { Tokens.Count: > 1 } option => $"{option.Option.Name} can be given once only.",
        ArgumentResult { Tokens: [] } argument => $"{argument.Argument.Name} is missing.",
        CommandResult { Command: { Arguments: [var first, ..] } } => $"{first.Name} is missing.",
        _ => error.Message,
    };

    private static string ValueName(Option option) => option.HelpName is { } name ? $": {name}" : "";
}
