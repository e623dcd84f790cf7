namespace Stoker.Spark.Tests.HistoryServer.Comparison;

/// <summary>Where real Spark and the corpus of logs are: beside the repository, or where STOKER_SHARED says.</summary>
internal static class SharedFolder
{
    /// <summary>The repository's root.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The folder, or null where this machine has none.</summary>
    public static string? Path { get; } = Find();

    public static string? Corpus => Path is null ? null : System.IO.Path.Combine(Path, "corpus");

    /// <summary>The folder; a test without it is skipped with the reason.</summary>
    public static string Require()
    {
        Assert.SkipWhen(Path is null, "No ../shared with real Spark and the corpus here; set STOKER_SHARED to its path.");
        return Path!;
    }

    private static string? Find()
    {
        string?[] candidates = [Environment.GetEnvironmentVariable("STOKER_SHARED"), System.IO.Path.Combine(Repository, "..", "shared")];
        return candidates.OfType<string>().Where(candidate => Directory.Exists(System.IO.Path.Combine(candidate, "corpus"))).Select(System.IO.Path.GetFullPath)
            .FirstOrDefault();
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Stoker.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? AppContext.BaseDirectory;
    }
}
