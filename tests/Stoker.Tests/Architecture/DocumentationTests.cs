using System.Text.RegularExpressions;

namespace Stoker.Tests.Architecture;

/// <summary>The pages lead where they say, down to the heading, and each page can be found from the index.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Root = Repository.Path();

    /// <summary>The pages of people: those of the repository's root, of docs, samples and benchmarks.</summary>
    private static readonly string[] Pages =
    [
        .. Directory.GetFiles(Root, "*.md"),
        .. new[] { "docs", "samples", "bench" }.SelectMany(folder => Directory.GetFiles(Path.Combine(Root, folder), "*.md", SearchOption.AllDirectories)),
    ];

    [Fact]
    public void Links_OfEveryPage_LeadToAFileAndItsHeading()
    {
        var broken = Pages.SelectMany(page => LinksOf(page).Where(link => !Resolves(page, link)).Select(link => $"{Path.GetRelativePath(Root, page)}: {link}"));

        Assert.Empty(broken);
    }

    [Fact]
    public void Pages_OfGuideInternalsAndSpecs_AreInTheirIndex()
    {
        foreach (var (folder, index) in new[] { ("guide", "guide/README.md"), ("internals", "internals/README.md"), ("specs", "README.md") })
        {
            var page = Path.Combine(Root, "docs", index);
            var listed = LinksOf(page).Select(link => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page) ?? "", link.Split('#')[0]))).ToHashSet(StringComparer.Ordinal);
            var missing = Directory.GetFiles(Path.Combine(Root, "docs", folder), "*.md").Where(file => !listed.Contains(file) && Path.GetFileName(file) != "README.md");

            Assert.Empty(missing);
        }
    }

    [Fact]
    public void Paths_OfTheArchitecturePage_AreThere()
    {
        var paths = Code().Matches(File.ReadAllText(Path.Combine(Root, "ARCHITECTURE.md"))).Select(match => match.Groups["text"].Value)
            .Where(text => text.StartsWith("src/", StringComparison.Ordinal) || text.StartsWith("docs/", StringComparison.Ordinal) || text.StartsWith("bench/", StringComparison.Ordinal))
            .Select(text => text.Contains('<', StringComparison.Ordinal) ? text[..(text[..text.IndexOf('<', StringComparison.Ordinal)].LastIndexOf('/') + 1)] : text).ToList(); // <Subject> stands for any.

        Assert.NotEmpty(paths);
        Assert.DoesNotContain(paths, path => !Path.Exists(Path.Combine(Root, path)));
    }

    private static bool Resolves(string page, string link)
    {
        var (path, anchor) = link.IndexOf('#', StringComparison.Ordinal) is >= 0 and var at ? (link[..at], link[(at + 1)..]) : (link, "");
        var target = path.Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page) ?? "", path));
        return Path.Exists(target) && (anchor.Length == 0 || !target.EndsWith(".md", StringComparison.Ordinal) || AnchorsOf(target).Contains(anchor));
    }

    /// <summary>Targets of the links of a page that are no addresses, outside of code.</summary>
    private static IEnumerable<string> LinksOf(string page) => Prose(page).SelectMany(line => Link().Matches(Code().Replace(line, ""))).Select(match => match.Groups["target"].Value)
        .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal));

    /// <summary>Names of the headings of a page, as GitHub makes them of their text.</summary>
    private static HashSet<string> AnchorsOf(string page)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        HashSet<string> anchors = [];
        foreach (var line in Prose(page).Where(line => Heading().IsMatch(line)))
        {
            var text = Link().Replace(line.TrimStart('#').Trim(), match => match.Groups["text"].Value);
            var name = new string([.. text.ToLowerInvariant().Where(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or ' ')]).Replace(' ', '-');
            var number = seen.GetValueOrDefault(name);
            seen[name] = number + 1;
            anchors.Add(number == 0 ? name : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}-{number}"));
        }

        return anchors;
    }

    /// <summary>Lines of a page outside of fenced code.</summary>
    private static IEnumerable<string> Prose(string page)
    {
        var isCode = false;
        foreach (var line in File.ReadLines(page))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                isCode = !isCode;
            }
            else if (!isCode)
            {
                yield return line;
            }
        }
    }

    [GeneratedRegex(@"\[(?<text>(?:[^\[\]]|\[[^\]]*\])*)\]\((?<target>[^)\s]+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    [GeneratedRegex("`(?<text>[^`]*)`", RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    [GeneratedRegex("^#{1,6} ", RegexOptions.CultureInvariant)]
    private static partial Regex Heading();
}
