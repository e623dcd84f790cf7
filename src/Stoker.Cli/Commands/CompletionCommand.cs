using System.CommandLine;
using Stoker.Cli.Console;
using Stoker.Cli.Help;

namespace Stoker.Cli.Commands;

/// <summary><c>stoker completion SHELL</c>: a script that teaches a shell to complete commands and options.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        # stoker completion for bash. Once: stoker completion bash > ~/.local/share/bash-completion/completions/stoker
        _stoker() {
          local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" IFS=$'\n'
          COMPREPLY=()
          # A SOURCE is a file: leave it to bash.
          if [[ $COMP_CWORD -gt 1 && $word != -* && $before != -* && ${COMP_WORDS[1]} != completion && ${COMP_WORDS[1]} != explain ]]; then return; fi
          COMPREPLY=($(compgen -W "$(stoker "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "$word"))
        }
        complete -o default -F _stoker stoker

        """;

    private const string Zsh = """
        #compdef stoker
        # stoker completion for zsh. Once: stoker completion zsh > "${fpath[1]}/_stoker"
        _stoker() {
          if (( CURRENT > 2 )) && [[ $words[CURRENT] != -* && $words[CURRENT-1] != -* && $words[2] != completion && $words[2] != explain ]]; then _files; return; fi
          local -a found
          found=(${(f)"$(stoker "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)"})
          if (( $#found )); then compadd -a found; else _files; fi
        }
        compdef _stoker stoker

        """;

    private const string Fish = """
        # stoker completion for fish. Once: stoker completion fish > ~/.config/fish/completions/stoker.fish
        complete -c stoker -n '__fish_use_subcommand' -f
        complete -c stoker -a "(stoker '[suggest:'(string length -- (commandline -cp))']' (commandline -cp) 2>/dev/null | string match -- (commandline -ct)'*')"

        """;

    private const string PowerShell = """
        # stoker completion for PowerShell. Once: stoker completion powershell >> $PROFILE
        Register-ArgumentCompleter -Native -CommandName stoker -ScriptBlock {
            param($word, $line, $position)
            stoker "[suggest:$position]" "$line" | Where-Object { $_ -like "$word*" } | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
            }
        }

        """;

    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish or powershell" };
        shell.CompletionSources.Add("bash", "zsh", "fish", "powershell");
        var command = new DocumentedCommand("completion", "Prints a script that completes commands in a shell.")
        {
            Example = "source <(stoker completion bash)",
            Page = "docs/guide/completion.md",
        };
        command.Arguments.Add(shell);
        command.SetAction(result =>
        {
            StandardOutput.Write(Script(result.GetValue(shell) ?? ""));
            return ExitCode.Done;
        });
        return command;
    }

    private static string Script(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        "fish" => Fish,
        "powershell" or "pwsh" => PowerShell,
        _ => throw UserError.WrongOption("SHELL", shell, "Shells: bash, zsh, fish, powershell."),
    };
}
