using System.Runtime.CompilerServices;

namespace Stoker.Tests;

/// <summary>Files of the repository that tests read.</summary>
internal static class Repository
{
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root(), .. parts]);

    private static string Root([CallerFilePath] string thisFile = "") => System.IO.Path.GetFullPath(System.IO.Path.Combine(thisFile, "..", "..", ".."));
}
