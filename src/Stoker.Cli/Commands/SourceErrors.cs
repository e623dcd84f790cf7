using Stoker.EventLogs.Sources;
using Stoker.Model.Reading;

namespace Stoker.Cli.Commands;

/// <summary>What to tell the caller of a source that cannot be read.</summary>
internal static class SourceErrors
{
    /// <summary>Nothing can be predicted, advised or compared where events of several applications come together.</summary>
    public static void RefuseMixed(ReadingReport reading, string location)
    {
        if (reading.AreApplicationsMixed)
        {
            throw new UserError(
                ExitCode.NothingToAnalyze,
                $"{location} holds {reading.Applications} applications whose events come together (LOG011): no number in it is that of one of them.",
                "Cut the file before each line with SparkListenerLogStart, and name one of the parts.");
        }
    }

    public static UserError Of(SourceException error) => new(
        error.Kind == SourceErrorKind.NothingSelected ? ExitCode.NothingToAnalyze : ExitCode.UnreadableSource,
        $"{error.What}: {error.Why}.",
        $"{error.Remedy}.");
}
