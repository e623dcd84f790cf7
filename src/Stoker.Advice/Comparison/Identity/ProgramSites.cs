using System.Globalization;
using System.Text.RegularExpressions;
using Stoker.Model;

namespace Stoker.Advice.Comparison.Identity;

/// <summary>Files of a program, with the lines of them that call sites name; a script or class that was submitted has none.</summary>
internal sealed partial class ProgramSites
{
    /// <summary>Call sites inside Spark and the JVM, which every program has.</summary>
    private static readonly string[] SilentFiles =
        ["NativeMethodAccessorImpl", "DirectMethodHandleAccessor", "GeneratedMethodAccessor", "ThreadPoolExecutor", "FutureTask", "CompletableFuture", "PythonRDD", "SparkHadoopWriter", "SparkPlan", "AdaptiveSparkPlanExec", "Thread.java", "unknown"];

    private readonly Dictionary<string, HashSet<int>> _lines = new(StringComparer.OrdinalIgnoreCase);

    private ProgramSites()
    {
    }

    /// <summary>Names of the files, without folders: these are others on each cluster.</summary>
    public IReadOnlyCollection<string> Files => _lines.Keys;

    /// <param name="application">The run.</param>
    /// <param name="mostQueries">Queries that are looked at.</param>
    public static ProgramSites Of(Application application, int mostQueries)
    {
        var found = new ProgramSites();
        var sites = application.Stages.Select(stage => stage.Name).Concat(application.Jobs.Select(job => job.Name)).Concat(application.SqlExecutions.Take(mostQueries).Select(execution => execution.Description));
        foreach (var match in sites.Distinct().Select(site => CallSites().Match(site)).Where(match => match.Success))
        {
            found.Add(match.Groups["file"].Value, match.Groups["line"].ValueSpan);
        }

        SubmittedFiles(application.Settings.System.FirstOrDefault(property => property.Key == "sun.java.command").Value ?? "").ForEach(file => found.Add(file, default));
        return found;
    }

    /// <summary>Lines between the nearest call sites of a file that both have; absent where no such file has lines.</summary>
    public static int? Distance(ProgramSites one, ProgramSites other)
    {
        int? nearest = null;
        foreach (var (file, lines) in one._lines)
        {
            if (other._lines.TryGetValue(file, out var others))
            {
                foreach (var distance in lines.SelectMany(_ => others, (line, theirs) => Math.Abs(line - theirs)))
                {
                    nearest = Math.Min(nearest ?? distance, distance);
                }
            }
        }

        return nearest;
    }

    /// <summary>Whether a file that both have is on other lines in one of them; absent where no such file has lines.</summary>
    public static bool? AreMoved(ProgramSites one, ProgramSites other)
    {
        var shared = one._lines.Where(file => file.Value.Count > 0 && other._lines.TryGetValue(file.Key, out var lines) && lines.Count > 0).ToList();
        return shared.Count == 0 ? null : shared.Exists(file => !file.Value.SetEquals(other._lines[file.Key]));
    }

    /// <summary>Scripts of a command line that are no modules for them, and the class with <c>main</c> where it is none of Spark's.</summary>
    internal static List<string> SubmittedFiles(string command)
    {
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return
        [
            .. words.Zip(words.Skip(1), (before, word) => (Before: before, Word: word))
                .Where(pair => pair.Before == "--class" ? !pair.Word.StartsWith("org.apache.spark.", StringComparison.Ordinal) : pair.Before != "--py-files" && pair.Word.EndsWith(".py", StringComparison.Ordinal) && !pair.Word.Contains(','))
                .Select(pair => pair.Word[(pair.Word.LastIndexOf('/') + 1)..]),
        ];
    }

    /// <summary>A cell of a notebook has a number for a name, and a shell none at all.</summary>
    private void Add(string file, ReadOnlySpan<char> line)
    {
        if (file[0] == '<' || !Path.GetFileNameWithoutExtension(file).Any(char.IsLetter) || Array.Exists(SilentFiles, silent => file.Contains(silent, StringComparison.Ordinal)))
        {
            return;
        }

        var lines = _lines.TryGetValue(file, out var known) ? known : _lines[file] = [];
        if (int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
        {
            lines.Add(number);
        }
    }

    [GeneratedRegex(@" at (.*[/\\])?(?<file>[^/\\:\s]+)(:(?<line>\d+))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex CallSites();
}
