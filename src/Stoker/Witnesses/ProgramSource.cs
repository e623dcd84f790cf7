using Stoker.Advice.SourceJoin;
using Stoker.Diagnoses.Sources;
using Stoker.Findings.Tracing;
using Stoker.Model;
using Stoker.PySpark.Closures;
using Stoker.PySpark.Reading;

namespace Stoker.Witnesses;

/// <summary>Finds the files that a log names and lets them answer. Each file is read and parsed once, when it is first asked for. Used by one thread at a time.</summary>
internal sealed class ProgramSource(WitnessRequest request, Application application, CancellationToken cancellation) : IProgramSource
{
    private readonly Dictionary<string, ClosureReader?> _readers = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string, int), ClosureTestimony> _known = [];
    private ILookup<string, PythonFile>? _files;
    private PathSuffix? _suffixes;

    /// <inheritdoc/>
    public ClosureTestimony ClosureOf(string method, string file, int line)
    {
        if (_known.TryGetValue((method, file, line), out var known))
        {
            return known;
        }

        if (!_readers.TryGetValue(file, out var reader))
        {
            _readers[file] = reader = FileOf(file) is { } found && PythonSourceLoader.TryLoad(new PythonFile(file, found), []) is { } source ? ClosureReader.TryOpen(source, request.Interpreter, cancellation) : null;
        }

        return _known[(method, file, line)] = reader?.At(method, line) ?? new ClosureTestimony(ClosureAnswer.NoSource);
    }

    /// <summary>The file that a path of the log means; absent when there is none, or several fit.</summary>
    private string? FileOf(string logged)
    {
        if (!logged.EndsWith(".py", StringComparison.Ordinal))
        {
            return null; // A cell of a notebook, whose text is gone.
        }

        return InPaths(logged) ?? (request.ReadsLoggedPaths && IsOfRun(logged) ? logged : null);
    }

    private string? InPaths(string logged)
    {
        _files ??= new PythonFileFinder(request.Root, []).Find(request.Paths, []).ToLookup(file => file.Path, StringComparer.Ordinal);
        _suffixes ??= new PathSuffix(_files.Select(group => group.Key));
        return _suffixes.Find(logged) is [var only] ? _files[only].First().FullPath : null;
    }

    /// <summary>Whether a file stands where the log says, and was there as it is when the run ended.</summary>
    private bool IsOfRun(string path)
    {
        try
        {
            return Path.IsPathFullyQualified(path) && new FileInfo(path) is { Exists: true } file && new DateTimeOffset(file.LastWriteTimeUtc).ToUnixTimeMilliseconds() <= application.EndOrLastEventTime.EpochMilliseconds;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
