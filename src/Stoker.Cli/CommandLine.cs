using System.CommandLine;
using System.CommandLine.Help;
using Stoker.Cli.Commands;
using Stoker.Cli.Console;
using Stoker.Cli.Help;
using Stoker.Cli.Options;

namespace Stoker.Cli;

/// <summary>The program: parses, runs one command, and turns whatever went wrong into one or two lines and an exit code.</summary>
internal static class CommandLine
{
    public static RootCommand Create()
    {
        var root = new RootCommand("Reads Apache Spark event logs, says where the time went, and what would save it.")
        {
            AnalyzeCommand.Create(),
            WhatIfCommand.Create(),
            AdviseCommand.Create(),
            VerifyCommand.Create(),
            CompareCommand.Create(),
            LintCommand.Create(),
            RewriteCommand.Create(),
            ExplainCommand.Create(),
            CompletionCommand.Create(),
        };
        root.SetAction(result => HelpText.Print(result));
        foreach (var option in root.Options)
        {
            option.Action = option switch
            {
                HelpOption => new HelpPrinter(),
                VersionOption => new VersionPrinter(),
                _ => option.Action,
            };
        }

        return root;
    }

    public static int Run(string[] arguments)
    {
        try
        {
            // What everyone tries first; "stoker help analyze" is "stoker analyze --help".
            arguments = ChoiceOptions.Complete(arguments is ["help", .. var about] ? [.. about, "--help"] : arguments);
            var result = Create().Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (UsageError.Find(result, arguments) is { } error)
            {
                throw error;
            }

            return result.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (UserError error)
        {
            return Report(error);
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (IOException error) when (UserError.IsDiskFull(error))
        {
            return Report(new UserError(ExitCode.UnreadableSource, $"There is no space left on a device: {error.Message}", "Free some space; TMPDIR names the folder of temporary files."));
        }
#pragma warning disable CA1031 // The edge of the process: what arrives here is Stoker's own fault.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return FaultReport.Write(fault, arguments);
        }
    }

    internal static int Report(UserError error)
    {
        StandardError.Line($"stoker: {error.Message}");
        if (error.Remedy is { } remedy)
        {
            StandardError.Line($"        {remedy}");
        }

        return error.ExitCode;
    }
}
