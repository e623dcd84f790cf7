namespace Stoker.Configuration;

/// <summary>Finds and reads <c>.stoker.toml</c>, or <c>[tool.stoker]</c> of <c>pyproject.toml</c>. Thread safe.</summary>
public static class ConfigurationFile
{
    private const string OwnName = ".stoker.toml";
    private const string ProjectName = "pyproject.toml";

    /// <summary>
    /// The configuration of the nearest folder, from <paramref name="folder"/> up to the root, that has a <c>.stoker.toml</c> or a
    /// <c>pyproject.toml</c> with <c>[tool.stoker]</c>; where a folder has both, the first. Without any, <see cref="StokerConfiguration.None"/>.
    /// </summary>
    /// <exception cref="ConfigurationException">The file is wrong.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static StokerConfiguration FindUpward(string folder)
    {
        for (var at = Path.GetFullPath(folder); at is not null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(Path.Combine(at, OwnName)))
            {
                return Read(Path.Combine(at, OwnName));
            }

            // Another tool's file: it is parsed only when it speaks of Stoker at all.
            var project = Path.Combine(at, ProjectName);
            if (File.Exists(project) && File.ReadAllText(project) is var text && text.Contains("stoker", StringComparison.Ordinal)
                && ToolSection(TomlTree.Read(text, Shown(project))) is { } section)
            {
                return ConfigurationReader.Read(section, project);
            }
        }

        return StokerConfiguration.None;
    }

    /// <summary>The configuration of a file that the caller names.</summary>
    /// <exception cref="ConfigurationException">The file is wrong.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static StokerConfiguration Read(string file)
    {
        var path = Path.GetFullPath(file);
        var root = TomlTree.Read(File.ReadAllText(path), Shown(path));
        var section = Path.GetFileName(path) == ProjectName ? ToolSection(root) : root;
        return section is null ? StokerConfiguration.None with { File = path } : ConfigurationReader.Read(section, path);
    }

    private static TomlSection? ToolSection(TomlSection root) => (root.Find("tool")?.Value as TomlSection)?.Find("stoker")?.Value as TomlSection;

    private static string Shown(string path) => Path.GetRelativePath(Environment.CurrentDirectory, path);
}
