using System.Diagnostics;
using System.Text.Json;

namespace Stoker.PySpark.Rewriting.Verification;

/// <summary>Runs old and new forms side by side in one local Spark application. This, and nothing else here, runs code of the user.</summary>
/// <param name="interpreter">A Python that can import pyspark.</param>
public sealed class SparkVerifier(string interpreter)
{
    private const string AskVersions = """
        import importlib.util as u, re, importlib.metadata as m
        try:
            print(re.search(r'__version__.*?[\x22\x27](.+?)[\x22\x27]', open(u.find_spec('pyspark').submodule_search_locations[0] + '/version.py').read())[1])
        except Exception:
            print('-')
        try:
            print(m.version('pandas'))
        except Exception:
            try:
                import glob
                texts = [open(p).read() for p in sorted(glob.glob(u.find_spec('pandas').submodule_search_locations[0] + '/_version*.py'))]
                print(re.search(r'(?:__version__.*?|\x22version\x22: *)[\x22\x27]([0-9][^\x22\x27]*)[\x22\x27]', '\n'.join(reversed(texts)))[1])
            except Exception:
                print('-')
        """;

    /// <summary>The versions of the pyspark and the pandas that the interpreter would import; absent where it has none. Neither is imported.</summary>
    public (Version? Spark, Version? Pandas) Versions()
    {
        var start = new ProcessStartInfo(interpreter) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])["-c", AskVersions])
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using var process = Process.Start(start);
            var lines = (process?.StandardOutput.ReadToEnd() ?? "").Split('\n', StringSplitOptions.TrimEntries);
            process?.WaitForExit();
            return (Parsed(lines.ElementAtOrDefault(0)), Parsed(lines.ElementAtOrDefault(1)));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (null, null);
        }
    }

    private static Version? Parsed(string? text) =>
        Version.TryParse((text ?? "").Split(['+', '-'])[0].Split(".dev")[0].Split("rc")[0], out var version) ? version : null;

    /// <summary>Compares all cases; what cannot be run is an outcome with an error.</summary>
    public VerificationRun Verify(IReadOnlyList<VerificationCase> cases, int rows, int seed, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(cases);
        var folder = Directory.CreateTempSubdirectory("stoker-verify-");
        try
        {
            var (script, request, answer) = (Path.Combine(folder.FullName, "verify_rewrites.py"), Path.Combine(folder.FullName, "request.json"), Path.Combine(folder.FullName, "answer.jsonl"));
            using (var resource = typeof(SparkVerifier).Assembly.GetManifestResourceStream("Stoker.PySpark.verify_rewrites.py")
                ?? throw new InvalidOperationException("the verifying script is not in the assembly"))
            using (var file = File.Create(script))
            {
                resource.CopyTo(file);
            }

            var items = cases.Select((one, i) => new VerificationMessages.Item(i, one.Name, one.Parameters, one.ReturnType, one.IsArrow, one.IsPandas, one.OldSource, one.NewSource, one.Types, one.Literals, one.Sql)).ToList();
            File.WriteAllBytes(request, JsonSerializer.SerializeToUtf8Bytes(new VerificationMessages(items, rows, seed, true), VerificationJson.Default.Request));
            var failure = Run(script, request, answer, folder.FullName, cancellation);
            return Read(cases, answer, failure);
        }
        finally
        {
            folder.Delete(true);
        }
    }

    private string? Run(string script, string request, string answer, string folder, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(interpreter) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = folder };
        start.ArgumentList.Add(script);
        start.ArgumentList.Add(request);
        start.ArgumentList.Add(answer);
        try
        {
            using var process = Process.Start(start);
            if (process is null)
            {
                return $"cannot start '{interpreter}'";
            }

            using var ending = cancellation.Register(() => process.Kill(true));
            process.OutputDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            var errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            cancellation.ThrowIfCancellationRequested();
            return process.ExitCode == 0 ? null : "the run on Spark ended with " + (errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? $"exit code {process.ExitCode}");
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            return $"cannot start '{interpreter}': {exception.Message}";
        }
    }

    private static VerificationRun Read(IReadOnlyList<VerificationCase> cases, string answer, string? failure)
    {
        var (version, isArrow) = ((string?)null, false);
        var outcomes = cases.Select(one => new VerificationOutcome { Name = one.Name, Error = failure ?? "it was not run" }).ToArray();
        var seen = new bool[cases.Count];
        foreach (var text in File.Exists(answer) ? File.ReadLines(answer) : [])
        {
            if (JsonSerializer.Deserialize(text, VerificationJson.Default.Answer) is not { } line)
            {
                continue;
            }

            if (line.Id is not { } id)
            {
                (version, isArrow) = (line.Version, line.Arrow ?? false);
                continue;
            }

            var before = outcomes[id];
            if (!seen[id] || before.IsEqual)
            {
                outcomes[id] = before with
                {
                    Rows = line.Rows,
                    RaisingRows = line.Raising,
                    Differences = line.Differences,
                    FirstInputs = line.First?.Inputs ?? [],
                    FirstOld = line.First?.Old,
                    FirstNew = line.First?.New,
                    Error = line.Error,
                };
            }

            seen[id] = true;
        }

        return new VerificationRun(version, isArrow, outcomes, failure);
    }
}
