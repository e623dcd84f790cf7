using System.Text.RegularExpressions;
using Stoker.PySpark.Linting;
using Stoker.PySpark.Reading;

namespace Stoker.Linting;

/// <summary>Lints PySpark files and notebooks. It reads files and starts Python to parse them; it never runs what it reads and writes nothing.</summary>
public static partial class LintPaths
{
    /// <summary>Reads and checks what the request names.</summary>
    public static LintResult Run(LintRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var issues = new List<SourceIssue>();
        var files = new PythonFileFinder(request.Root, request.Settings.Exclude).Find(request.Paths, issues);
        var sources = new List<PythonSource>(files.Count);
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            if (PythonSourceLoader.TryLoad(file, issues) is { } source)
            {
                sources.Add(source);
            }
        }

        var settings = request.Settings.SparkVersion is null ? request.Settings with { SparkVersion = VersionIn(request.Root) } : request.Settings;
        var result = new PySparkLinter(settings, request.Interpreter).Lint(sources, cancellation);
        return result with
        {
            FileCount = files.Count,
            Issues = [.. issues, .. result.Issues],
            Findings = request.Baseline is { } known ? [.. result.Findings.Where(finding => !known.Knows(finding.Fingerprint))] : result.Findings,
        };
    }

    /// <summary>The Spark version that the project's requirements pin, or absent.</summary>
    private static Version? VersionIn(string root)
    {
        foreach (var name in (string[])["requirements.txt", "requirements-dev.txt", "pyproject.toml", "setup.py", "setup.cfg", "environment.yml", "Pipfile"])
        {
            var path = Path.Combine(root, name);
            if (File.Exists(path) && Pin().Match(File.ReadAllText(path)) is { Success: true } match && Version.TryParse(match.Groups[1].Value, out var version))
            {
                return version;
            }
        }

        return null;
    }

    [GeneratedRegex("\\bpyspark(?:\\[[\\w,]*\\])?[\"']?\\s*(?:==|~=|=\\s*[\"']\\^?~?(?:==)?|=)\\s*(\\d+\\.\\d+)")]
    private static partial Regex Pin();
}
