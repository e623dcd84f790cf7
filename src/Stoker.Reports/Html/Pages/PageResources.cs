using System.Text;

namespace Stoker.Reports.Html.Pages;

/// <summary>The style sheet and the script, which are files of the project so that tools for them work.</summary>
internal static class PageResources
{
    /// <summary>A file as it is in the project, with line ends as on every machine.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(PageResources).Assembly.GetManifestResourceStream("html/" + name)
            ?? throw new InvalidOperationException($"The resource html/{name} is missing from the build.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
