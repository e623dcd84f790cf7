using System.Diagnostics;
using System.Text.RegularExpressions;
using Stoker.PySpark.Reading;
using Stoker.PySpark.Rewriting;
using Stoker.PySpark.Rewriting.Evaluation;

namespace Stoker.Spark.Tests.Rewrite;

/// <summary>The UDFs below <c>Rewrite/Functions</c>, with the outcome that each must have.</summary>
internal static partial class Corpus
{
    public static string Folder { get; } = Path.Combine(Above("tests"), "tests", "Stoker.Spark.Tests", "Rewrite", "Functions");

    /// <summary>The folder with real Spark, or absent on a machine without it.</summary>
    public static string? Shared { get; } = FindShared();

    public static IReadOnlyList<RewrittenFunction> Rewrite(Target target, string interpreter, params string[] files)
    {
        var issues = new List<SourceIssue>();
        var sources = new PythonFileFinder(Folder, []).Find(files, issues).Select(file => PythonSourceLoader.TryLoad(file, issues)).OfType<PythonSource>().ToList();
        var functions = new PythonRewriter(target, interpreter).Rewrite(sources, issues).SelectMany(module => module.Functions).ToList();
        Assert.Empty(issues);
        return functions;
    }

    /// <summary>The word after <c># expect:</c> for each function, by name.</summary>
    public static IReadOnlyDictionary<string, string> Expected(string file)
    {
        var expected = new Dictionary<string, string>(StringComparer.Ordinal);
        string? pending = null;
        foreach (var line in File.ReadLines(Path.Combine(Folder, file)))
        {
            if (Expectation().Match(line) is { Success: true } match)
            {
                pending = match.Groups[1].Value;
            }

            if (pending is not null && Definition().Match(line) is { Success: true } definition)
            {
                expected[definition.Groups[1].Value] = pending;
                pending = null;
            }
        }

        return expected;
    }

    /// <summary>A script that runs Python with one of the bundled Sparks; one Spark application at a time on the machine.</summary>
    public static string Interpreter(string version)
    {
        var path = Path.Combine(Path.GetTempPath(), $"stoker-python-{version}-{Environment.ProcessId}.sh");
        File.WriteAllText(path, $"#!/bin/bash\n. {Shared}/spark/env.sh {version}\ncase \"$1\" in *verify*) exec flock /tmp/stoker.spark.lock python3 \"$@\";; esac\nexec python3 \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }

    /// <summary>What a script beside this file prints about a module before and after its rewrite, on one of the bundled Sparks.</summary>
    public static async Task<string> CompareAsync(string script, string spark, RewrittenModule module, IReadOnlyList<string> arguments)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("stoker-compare");
        try
        {
            var (before, after) = (Path.Combine(folder.FullName, "before.py"), Path.Combine(folder.FullName, "after.py"));
            await File.WriteAllTextAsync(before, module.Before, cancellation);
            await File.WriteAllTextAsync(after, module.After, cancellation);
            var copy = Path.Combine(folder.FullName, "verify_" + script);
            File.Copy(Path.Combine(Folder, "..", script), copy);
            var start = new ProcessStartInfo(Interpreter(spark)) { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var argument in (string[])[copy, before, after, .. arguments])
            {
                start.ArgumentList.Add(argument);
            }

            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            var output = await process.StandardOutput.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0 ? output : output + await errors;
        }
        finally
        {
            folder.Delete(true);
        }
    }

    private static string Above(string name)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (Directory.Exists(Path.Combine(at.FullName, name)) && File.Exists(Path.Combine(at.FullName, "Stoker.slnx")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException("the tests do not run inside the repository");
    }

    private static string? FindShared()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var shared = Path.Combine(at.FullName, "shared");
            if (File.Exists(Path.Combine(shared, "spark", "env.sh")))
            {
                return shared;
            }
        }

        return null;
    }

    [GeneratedRegex(@"# expect: (\w+)")]
    private static partial Regex Expectation();

    [GeneratedRegex(@"^(?:def )?(\w+)(?:\(| = udf\()")]
    private static partial Regex Definition();
}
