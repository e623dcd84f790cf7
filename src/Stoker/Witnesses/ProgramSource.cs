using Stoker.Advice.SourceJoin;
using Stoker.Diagnoses.Sources;
using Stoker.Findings.Tracing;
using Stoker.Model;
using Stoker.PySpark.Reading;

namespace Stoker.Witnesses;

/// <summary>Finds the files that a log names and lets them answer. Each file is read and parsed once, when it is first asked for. Used by one thread at a time.</summary>
internal sealed class ProgramSource(WitnessRequest request, Application application, CancellationToken cancellation) : IProgramSource
{
    /// <summary>Files of one name that are compared.</summary>
    private const int MostOfOneName = 8;

    private readonly Dictionary<string, IReadOnlyList<SourceReading>> _named = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SourceReading?> _logged = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string, int), ClosureTestimony> _known = [];
    private readonly List<string> _warnings = [];
    private ILookup<string, PythonFile>? _files;
    private PathSuffix? _suffixes;

    /// <summary>What whoever named the source should know: files that could not be read, were not there or contradict each other. One sentence each, without a full stop.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <inheritdoc/>
    public ClosureTestimony ClosureOf(string method, string file, int line)
    {
        if (!_known.TryGetValue((method, file, line), out var testimony))
        {
            _known[(method, file, line)] = testimony = Ask(method, file, line);
        }

        return testimony;
    }

    private ClosureTestimony Ask(string method, string file, int line)
    {
        if (!file.EndsWith(".py", StringComparison.Ordinal))
        {
            return new ClosureTestimony(ClosureAnswer.NoSource); // A cell of a notebook, whose text is gone.
        }

        var named = Named(file);
        if (named.Count > 0)
        {
            return Joined([.. named.Select(reading => reading.At(method, line))], line);
        }

        var isLacking = request.Paths.Count > 0;
        var lack = isLacking ? $"there is no {Path.GetFileName(file)} below --source" : null;
        if (request.ReadsLoggedPaths && Logged(file) is { } logged)
        {
            var said = logged.At(method, line);
            Warn(isLacking ? $"{lack}; {file}, which the log names, was read" : null);
            return isLacking ? said with { Doubt = said.Doubt ?? lack } : said;
        }

        Warn(lack);
        return new ClosureTestimony(ClosureAnswer.NoSource) { Doubt = lack ?? (request.ReadsLoggedPaths && Exists(file) ? $"{file} has changed since the run" : null) };
    }

    /// <summary>What several files of one name say together. A line that holds no such call is of another program.</summary>
    private ClosureTestimony Joined(List<ClosureTestimony> said, int line)
    {
        var fitting = said.Exists(one => one.Answer != ClosureAnswer.OtherSource) ? said.FindAll(one => one.Answer != ClosureAnswer.OtherSource) : said;
        var first = fitting[0];
        if (fitting.TrueForAll(one => one with { File = null, Doubt = null } == first with { File = null, Doubt = null }))
        {
            Warn(first.Answer is ClosureAnswer.Unreadable or ClosureAnswer.OtherSource ? first.Doubt : null);
            return first;
        }

        var files = FormattableString.Invariant($"{string.Join(" and ", fitting.Select(one => one.File).Take(3))} differ at line {line}");
        Warn($"{files}; name the one that ran: --source FILE");
        return new ClosureTestimony(ClosureAnswer.Contradicted) { Doubt = files };
    }

    private void Warn(string? warning)
    {
        if (warning is not null && !_warnings.Contains(warning))
        {
            _warnings.Add(warning);
        }
    }

    /// <summary>The files below the paths of the request that a path of the log may mean.</summary>
    private IReadOnlyList<SourceReading> Named(string logged)
    {
        if (request.Paths.Count == 0)
        {
            return [];
        }

        if (!_named.TryGetValue(logged, out var known))
        {
            _files ??= new PythonFileFinder(request.Root, []).Find(request.Paths, []).ToLookup(file => file.Path, StringComparer.Ordinal);
            _suffixes ??= new PathSuffix(_files.Select(group => group.Key));
            _named[logged] = known = [.. _suffixes.Find(logged).Take(MostOfOneName).Select(path => Read(logged, _files[path].First()))];
        }

        return known;
    }

    /// <summary>The file where the log says, when it was there as it is when the run ended.</summary>
    private SourceReading? Logged(string logged)
    {
        if (!_logged.TryGetValue(logged, out var known))
        {
            _logged[logged] = known = IsOfRun(logged) ? Read(logged, new PythonFile(logged, logged)) : null;
        }

        return known;
    }

    private SourceReading Read(string logged, PythonFile file) => new(logged, file, request.Interpreter, cancellation);

    private bool IsOfRun(string path) => ChangedAt(path) <= application.EndOrLastEventTime.EpochMilliseconds;

    private static bool Exists(string path) => ChangedAt(path) is not null;

    /// <summary>When a file of this machine was last changed, ms; absent when there is none.</summary>
    private static long? ChangedAt(string path)
    {
        try
        {
            return Path.IsPathFullyQualified(path) && new FileInfo(path) is { Exists: true } file ? new DateTimeOffset(file.LastWriteTimeUtc).ToUnixTimeMilliseconds() : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
