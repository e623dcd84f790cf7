using System.Text.RegularExpressions;

namespace Stoker.PySpark.Reading;

/// <summary>Finds the Python files and notebooks below paths, in name order, as git would see them.</summary>
public sealed class PythonFileFinder
{
    private static readonly HashSet<string> SkippedFolders =
    [
        ".git", ".hg", ".svn", "__pycache__", ".venv", "venv", "env", "site-packages", "node_modules", "build", "dist", ".ipynb_checkpoints", "spark-warehouse",
        "metastore_db", ".tox", ".nox", ".mypy_cache", ".pytest_cache", ".eggs",
    ];

    private readonly List<Regex> excluded;
    private readonly string start;

    /// <summary>Makes a finder.</summary>
    /// <param name="start">The folder to which shown paths are relative.</param>
    /// <param name="exclude">Globs, relative to <paramref name="start"/>, of files and folders to leave out.</param>
    public PythonFileFinder(string start, IEnumerable<string> exclude)
    {
        ArgumentNullException.ThrowIfNull(exclude);
        this.start = Path.GetFullPath(start);
        excluded = [.. exclude.Select(glob => IgnoreFile.Translate(glob.TrimEnd('/'), glob.Contains('/', StringComparison.Ordinal)))];
    }

    /// <summary>The files below <paramref name="paths"/>; a path that does not exist is an issue. A file that is named is taken whatever its name is.</summary>
    public IReadOnlyList<PythonFile> Find(IEnumerable<string> paths, ICollection<SourceIssue> issues)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(issues);
        var found = new SortedDictionary<string, PythonFile>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            var full = Path.GetFullPath(path, start);
            if (File.Exists(full))
            {
                found.TryAdd(full, new PythonFile(Shown(full), full));
            }
            else if (Directory.Exists(full))
            {
                Walk(full, IgnoresAbove(full), found, issues);
            }
            else
            {
                issues.Add(new SourceIssue(SourceIssueKind.Unreadable, path, null, "there is no such file or folder"));
            }
        }

        return [.. found.Values];
    }

    private void Walk(string folder, List<(string Root, IgnoreFile File)> ignores, SortedDictionary<string, PythonFile> found, ICollection<SourceIssue> issues)
    {
        try
        {
            var here = new List<(string Root, IgnoreFile File)>(ignores);
            if (TryReadIgnore(folder) is { } ignore)
            {
                here.Add((folder, ignore));
            }

            foreach (var file in Directory.EnumerateFiles(folder).Where(IsPython))
            {
                // git, too, does not follow links; what they name inside the tree is found there.
                if (new FileInfo(file).LinkTarget is null && !IsIgnored(file, here, isFolder: false))
                {
                    found.TryAdd(file, new PythonFile(Shown(file), file));
                }
            }

            foreach (var child in Directory.EnumerateDirectories(folder))
            {
                var isLink = new DirectoryInfo(child).LinkTarget is not null;
                if (!isLink && !SkippedFolders.Contains(Path.GetFileName(child)) && !IsIgnored(child, here, isFolder: true))
                {
                    Walk(child, here, found, issues);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            issues.Add(new SourceIssue(SourceIssueKind.Unreadable, Shown(folder), null, exception.Message));
        }
    }

    private static bool IsPython(string file) =>
        file.EndsWith(".py", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase);

    private bool IsIgnored(string path, List<(string Root, IgnoreFile File)> ignores, bool isFolder)
    {
        var shown = Shown(path);
        if (excluded.Exists(pattern => pattern.IsMatch(shown)))
        {
            return true;
        }

        for (var i = ignores.Count - 1; i >= 0; i--)
        {
            var relative = Path.GetRelativePath(ignores[i].Root, path).Replace('\\', '/');
            if (ignores[i].File.Ignores(relative, isFolder) is { } answer)
            {
                return answer;
            }
        }

        return false;
    }

    /// <summary>The ignore files between the root of the git work tree and the folder, outermost first.</summary>
    private static List<(string Root, IgnoreFile File)> IgnoresAbove(string folder)
    {
        var found = new List<(string Root, IgnoreFile File)>();
        if (Directory.Exists(Path.Combine(folder, ".git")))
        {
            return found;
        }

        for (var parent = Path.GetDirectoryName(folder); parent is not null; parent = Path.GetDirectoryName(parent))
        {
            if (TryReadIgnore(parent) is { } ignore)
            {
                found.Insert(0, (parent, ignore));
            }

            if (Path.Exists(Path.Combine(parent, ".git")))
            {
                return found;
            }
        }

        return []; // not inside a work tree, so that ignore files above mean nothing
    }

    /// <summary>An ignore file that cannot be read ignores nothing.</summary>
    private static IgnoreFile? TryReadIgnore(string folder)
    {
        try
        {
            var file = new FileInfo(Path.Combine(folder, ".gitignore"));
            return file is { Exists: true, Length: > 0 } ? IgnoreFile.Parse("", File.ReadLines(file.FullName)) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private string Shown(string full)
    {
        var relative = Path.GetRelativePath(start, full).Replace('\\', '/');
        return relative.StartsWith("../..", StringComparison.Ordinal) ? full.Replace('\\', '/') : relative;
    }
}
