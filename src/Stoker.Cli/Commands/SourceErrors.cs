using Stoker.EventLogs.Sources;

namespace Stoker.Cli.Commands;

/// <summary>What to tell the caller of a source that cannot be read.</summary>
internal static class SourceErrors
{
    public static UserError Of(SourceException error) => new(
        error.Kind == SourceErrorKind.NothingSelected ? ExitCode.NothingToAnalyze : ExitCode.UnreadableSource,
        $"{error.What}: {error.Why}.",
        $"{error.Remedy}.");
}
