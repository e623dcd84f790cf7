namespace Stoker.Tests.Shared;

/// <summary>Finds the folder of real logs that lies beside the repository: <c>../shared</c>, or where <c>STOKER_SHARED</c> says.</summary>
internal static class SharedFolder
{
    /// <summary>A path in the corpus of real logs. Skips the test, saying so, where there is no corpus.</summary>
    public static string Corpus(params ReadOnlySpan<string> parts) => Find(["corpus", .. parts]);

    private static string Find(string[] parts)
    {
        var root = Environment.GetEnvironmentVariable("STOKER_SHARED") ?? BesideRepository();
        var path = root is null ? null : Path.Combine([root, .. parts]);
        if (path is null || !Path.Exists(path))
        {
            Assert.Skip($"SKIPPED FOR LACK OF DATA: no {string.Join('/', parts)} in the shared folder ({root ?? "none found"}). Set STOKER_SHARED.");
        }
        return path;
    }

    private static string? BesideRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Stoker.slnx")))
            {
                return Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared"));
            }
        }
        return null;
    }
}
