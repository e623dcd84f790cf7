using System.CommandLine;
using System.Globalization;
using Stoker.Cli.Help;
using Stoker.Configuration;
using Stoker.EventLogs.Sources;

namespace Stoker.Cli.Options;

/// <summary>Options that say how a command works; the same for every command that reads logs.</summary>
internal sealed class RunOptions
{
    private const int MostThreads = 1024;

    private readonly Option<int?> _jobs = new("--jobs") { Description = "threads that read [default: one a core]", HelpName = "N" };

    private readonly ConfigurationOption _config = new();

    public OptionGroup Group => new("Running", _jobs, _config.Option);

    public SourceOptions SourceOptions(ParseResult result) => result.GetValue(_jobs) switch
    {
        null => new SourceOptions(),
        >= 1 and <= MostThreads and var threads => new SourceOptions { Jobs = threads },
        var wrong => throw UserError.WrongOption("--jobs", wrong.Value.ToString(CultureInfo.InvariantCulture), $"It is a number of threads from 1 to {MostThreads}."),
    };

    /// <summary>What the configuration file says.</summary>
    public StokerConfiguration Configuration(ParseResult result) => _config.Read(result);
}
