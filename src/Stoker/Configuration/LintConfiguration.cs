using Stoker.Findings;

namespace Stoker.Configuration;

/// <summary><c>[lint]</c>: what lint leaves out. The command line wins where it says otherwise, and adds to the lists.</summary>
public sealed record LintConfiguration
{
    /// <summary>Globs of files and folders to leave out, relative to the file's folder.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Ids or prefixes of the rules to run; all when empty.</summary>
    public IReadOnlyList<string> Select { get; init; } = [];

    /// <summary>Ids or prefixes of the rules not to run.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>Ids or prefixes not to run in files that match a glob.</summary>
    public IReadOnlyList<(string Glob, IReadOnlyList<string> Rules)> PerFileIgnores { get; init; } = [];

    /// <summary>Findings below it are left out; absent for the default.</summary>
    public Confidence? Confidence { get; init; }

    /// <summary>Severity from which a run fails, or <c>never</c>, as the command line spells it; absent for the default.</summary>
    public string? FailOn { get; init; }

    /// <summary>The Spark version that the source is for; absent when not given.</summary>
    public Version? SparkVersion { get; init; }

    /// <summary>The same with globs relative to another folder. A glob that names no folder, or begins with <c>**/</c>, is the same everywhere.</summary>
    /// <param name="folder">The folder that paths are shown from.</param>
    /// <param name="file">The configuration file; absent when there is none.</param>
    public LintConfiguration SeenFrom(string folder, string? file) => Path.GetDirectoryName(file) is not { } home
        ? this
        : this with
        {
            Exclude = [.. Exclude.Select(glob => Moved(glob, home, folder))],
            PerFileIgnores = [.. PerFileIgnores.Select(entry => (Moved(entry.Glob, home, folder), entry.Rules))],
        };

    private static string Moved(string glob, string from, string to) =>
        !glob.Contains('/', StringComparison.Ordinal) || glob.StartsWith("**/", StringComparison.Ordinal) ? glob : Path.GetRelativePath(to, Path.Combine(from, glob)).Replace('\\', '/');
}
