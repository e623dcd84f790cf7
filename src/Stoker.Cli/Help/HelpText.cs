using System.CommandLine;
using System.CommandLine.Help;
using System.Text;
using Stoker.Cli.Console;

namespace Stoker.Cli.Help;

/// <summary>Help that fits one screen of 80 columns and teaches by example.</summary>
internal static class HelpText
{
    /// <summary>Where descriptions of options begin.</summary>
    private const int DescriptionColumn = 24;

    private const int Width = 80;

    public static int Print(ParseResult result)
    {
        StandardOutput.Write(result.CommandResult.Command is RootCommand root ? OfProgram(root) : OfCommand(result.CommandResult.Command));
        return ExitCode.Done;
    }

    internal static string OfProgram(RootCommand root)
    {
        var text = new StringBuilder("stoker reads Apache Spark event logs and says where the time went.\n\n");
        foreach (var command in root.Subcommands.Where(command => !command.Hidden))
        {
            text.Append("  ").Append(Usage(command)).Append('\n');
            AppendWrapped(text, 6, command.Description ?? "");
            if (command is DocumentedCommand { Example: var example })
            {
                text.Append("      $ ").Append(example).Append('\n');
            }

            text.Append('\n');
        }

        text.Append("SOURCE is an event log as Spark wrote it (plain, zstd, lz4, snappy, lzf, gzip or\n")
            .Append("zip), a folder of logs, - for standard input, or a History Server's address.\n\n")
            .Append("  stoker COMMAND --help   options of a command\n")
            .Append("  stoker --version        version, commit, runtime\n")
            .Append("Guide: docs/guide/README.md   Exit codes: docs/guide/exit-codes.md\n");
        return text.ToString();
    }

    internal static string OfCommand(Command command)
    {
        var text = new StringBuilder();
        AppendWrapped(text, 0, command.Description ?? "");
        text.Append("\nUsage: ").Append(Usage(command)).Append(command.Options.Count > 0 ? " [options]\n" : "\n");
        if (command.Arguments.Any(argument => argument.Description is not null))
        {
            text.Append('\n');
            foreach (var argument in command.Arguments)
            {
                AppendRow(text, argument.Name, argument.Description ?? "");
            }
        }

        var documented = command as DocumentedCommand;
        var groups = documented?.Groups ?? [];
        foreach (var group in groups)
        {
            AppendGroup(text, group.Title, group.Options);
        }

        AppendGroup(text, groups.Count > 0 ? "Other" : "Options", [.. command.Options.Except(groups.SelectMany(group => group.Options))]);
        if (documented is not null)
        {
            text.Append("\nExamples\n");
            foreach (var (call, meaning) in documented.Examples.Prepend((documented.Example, "")))
            {
                text.Append("  $ ").Append(call).Append(meaning.Length > 0 ? "\n      " + meaning + "\n" : "\n");
            }

            text.Append("\nGuide: ").Append(documented.Page).Append('\n');
        }

        return text.ToString();
    }

    private static string Usage(Command command) =>
        "stoker " + string.Join(' ', command.Arguments.Select(argument => argument.Name + (argument.Arity.MaximumNumberOfValues > 1 ? "..." : "")).Prepend(command.Name));

    private static void AppendGroup(StringBuilder text, string title, IReadOnlyList<Option> options)
    {
        var shown = options.Where(option => !option.Hidden && option is not HelpOption).ToList();
        if (shown.Count == 0)
        {
            return;
        }

        text.Append('\n').Append(title).Append('\n');
        foreach (var option in shown)
        {
            AppendRow(text, option.HelpName is { } value ? $"{option.Name} {value}" : option.Name, option.Description ?? "");
        }
    }

    private static void AppendRow(StringBuilder text, string name, string description)
    {
        text.Append("  ").Append(name);
        if (name.Length + 4 > DescriptionColumn)
        {
            text.Append('\n').Append(' ', DescriptionColumn);
        }
        else
        {
            text.Append(' ', DescriptionColumn - name.Length - 2);
        }

        var start = text.Length;
        AppendWrapped(text, DescriptionColumn, description);
        text.Remove(start, DescriptionColumn);
    }

    private static void AppendWrapped(StringBuilder text, int indent, string words)
    {
        text.Append(' ', indent);
        var column = indent;
        foreach (var word in words.Split(' '))
        {
            if (column > indent && column + 1 + word.Length > Width)
            {
                text.Append('\n').Append(' ', indent);
                column = indent;
            }
            else if (column > indent)
            {
                text.Append(' ');
                column++;
            }

            text.Append(word);
            column += word.Length;
        }

        text.Append('\n');
    }
}
