using System.Xml.Linq;

namespace Stoker.Tests.Architecture;

/// <summary>The project references are the architecture: ARCHITECTURE.md says what they are, and this holds it to that.</summary>
public sealed class ProjectReferenceTests
{
    private static readonly string Root = Repository.Path();

    [Fact]
    public void References_OfEveryProject_AreThoseOfTheArchitecturePage()
    {
        var written = File.ReadLines(Path.Combine(Root, "ARCHITECTURE.md"))
            .Where(line => line.StartsWith("| Stoker", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(cells => cells[0], cells => cells[3] == "–" ? [] : cells[3].Split(", ").Order(StringComparer.Ordinal).ToArray());

        var real = Directory.GetDirectories(Path.Combine(Root, "src"))
            .ToDictionary(folder => Path.GetFileName(folder), folder => References(folder).Order(StringComparer.Ordinal).ToArray());

        Assert.NotEmpty(written);
        Assert.Equal(written.Keys.Order(StringComparer.Ordinal), real.Keys.Order(StringComparer.Ordinal));
        foreach (var (project, references) in real)
        {
            Assert.True(references.SequenceEqual(written[project]), $"{project} references {string.Join(", ", references)}; ARCHITECTURE.md says {string.Join(", ", written[project])}.");
        }
    }

    [Fact]
    public void Folders_OfSources_AreFeaturesAndNotKinds()
    {
        string[] refused = ["Common", "Utils", "Helpers", "Shared", "Models", "Enums", "Interfaces", "Extensions", "Misc"];
        var found = Directory.EnumerateDirectories(Path.Combine(Root, "src"), "*", SearchOption.AllDirectories)
            .Where(folder => refused.Contains(Path.GetFileName(folder), StringComparer.Ordinal));

        Assert.Empty(found);
    }

    [Fact]
    public void Files_OfSources_AreShortEnoughToOpen()
    {
        var long500 = Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && File.ReadLines(file).Count() > 500);

        Assert.Empty(long500);
    }

    private static IEnumerable<string> References(string folder) =>
        XDocument.Load(Directory.GetFiles(folder, "*.csproj").Single()).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")?.Value ?? ""));
}
