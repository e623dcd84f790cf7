using System.CommandLine;
using Stoker.Analyses;
using Stoker.Cli.Help;
using Stoker.EventLogs.Sources;

namespace Stoker.Cli.Options;

/// <summary>Options that name a run for commands that read source.</summary>
internal sealed class LogOptions
{
    private readonly Option<string?> _log = new("--log") { Description = "say what the lines took in this run: an event log, folder or History Server", HelpName = "SOURCE" };

    private readonly Option<string?> _app = new("--app") { Description = "the application with this id [default: the newest of the SOURCE]", HelpName = "ID" };

    public OptionGroup Group => new("Run", _log, _app);

    public bool IsGiven(ParseResult parsed) => parsed.GetValue(_log) is not null;

    /// <summary>The Spark version of a run, without what vendors add; absent where the log does not say.</summary>
    public static Version? VersionOf(Analysis? run)
    {
        var parts = run?.Application.SparkVersion.Split('.', '-', '_') ?? [];
        return parts.Length >= 2 && Version.TryParse(parts[0] + "." + parts[1], out var version) ? version : null;
    }

    /// <summary>Reads the run; absent when none is asked for.</summary>
    public Analysis? Read(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(_log) is not { } source)
        {
            return parsed.GetValue(_app) is { } app ? throw UserError.WrongOption("--app", app, "It chooses an application of --log SOURCE, which is not given.") : null;
        }

        try
        {
            var request = new AnalysisRequest(source) { Selection = new SourceSelection { AppId = parsed.GetValue(_app) } };
            var analysis = AnalyzeApplication.Run(request, cancellationToken: cancellationToken).First();
            return analysis.HasContent
                ? analysis
                : throw new UserError(ExitCode.NothingToAnalyze, $"{analysis.Location} holds no application.", "An event log has a JSON object on each line, such as {\"Event\":\"SparkListenerApplicationStart\",...}.");
        }
        catch (SourceException error)
        {
            throw new UserError(error.Kind == SourceErrorKind.NothingSelected ? ExitCode.NothingToAnalyze : ExitCode.UnreadableSource, $"{error.What}: {error.Why}.", $"{error.Remedy}.");
        }
    }
}
