using Stoker.Reports.Terminal;

namespace Stoker.Cli.Console;

/// <summary>What the place that text goes to can show, from the environment and the options.</summary>
internal static class TerminalStyle
{
    /// <param name="isTerminal">Whether the text goes to a terminal.</param>
    /// <param name="wantsColor">False for <c>--no-color</c>.</param>
    /// <param name="width">Columns that were asked for; absent for those of the terminal.</param>
    public static TextStyle Find(bool isTerminal, bool wantsColor, int? width) => isTerminal
        ? new TextStyle(width ?? TerminalWidth.Find() ?? 80, wantsColor && ShowsColor(Environment.GetEnvironmentVariable), ShowsUnicode(Environment.GetEnvironmentVariable))
        : TextStyle.Pipe with { Width = width ?? TextStyle.Pipe.Width };

    internal static bool ShowsColor(Func<string, string?> variable) =>
        string.IsNullOrEmpty(variable("NO_COLOR")) && variable("TERM") is not ("dumb" or "");

    /// <summary>By the locale: one that is not set at all (a container) is taken for UTF-8, as nearly every terminal is today.</summary>
    internal static bool ShowsUnicode(Func<string, string?> variable)
    {
        if (OperatingSystem.IsWindows())
        {
            return System.Console.OutputEncoding.CodePage == 65001;
        }

        foreach (var name in (ReadOnlySpan<string>)["LC_ALL", "LC_CTYPE", "LANG"])
        {
            if (variable(name) is { Length: > 0 } locale)
            {
                return locale.Contains("UTF-8", StringComparison.OrdinalIgnoreCase) || locale.Contains("UTF8", StringComparison.OrdinalIgnoreCase);
            }
        }

        return variable("TERM") is not "linux";
    }
}
