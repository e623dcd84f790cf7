using System.CommandLine;
using System.Globalization;
using Stoker.Cli.Help;
using Stoker.EventLogs.Sources;

namespace Stoker.Cli.Options;

/// <summary>Options that say how a command works; the same for every command that reads logs.</summary>
internal sealed class RunOptions
{
    private const int MostThreads = 1024;

    private readonly Option<int?> _jobs = new("--jobs") { Description = "threads that read [default: one a core]", HelpName = "N" };

    private readonly Option<string?> _config = new("--config") { Description = "settings [default: .stoker.toml, found upward]", HelpName = "FILE" };

    public OptionGroup Group => new("Running", _jobs, _config);

    public SourceOptions SourceOptions(ParseResult result) => result.GetValue(_jobs) switch
    {
        null => new SourceOptions(),
        >= 1 and <= MostThreads and var threads => new SourceOptions { Jobs = threads },
        var wrong => throw UserError.WrongOption("--jobs", wrong.Value.ToString(CultureInfo.InvariantCulture), $"It is a number of threads from 1 to {MostThreads}."),
    };

    /// <summary>Checks the file of <c>--config</c>; nothing of <c>analyze</c> can be configured yet.</summary>
    public void CheckConfig(ParseResult result)
    {
        if (result.GetValue(_config) is { } file && !File.Exists(file))
        {
            throw UserError.WrongOption("--config", file, "There is no such file.");
        }
    }
}
