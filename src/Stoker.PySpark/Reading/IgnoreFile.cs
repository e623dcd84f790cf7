using System.Text;
using System.Text.RegularExpressions;

namespace Stoker.PySpark.Reading;

/// <summary>The patterns of one <c>.gitignore</c>, read as git reads them: the last match decides, <c>!</c> takes back.</summary>
internal sealed class IgnoreFile
{
    private readonly List<(Regex Pattern, bool Takes, bool FoldersOnly)> patterns = [];

    private IgnoreFile(string folder) => Folder = folder;

    /// <summary>The folder of the file, relative to the root, empty or ending in a slash.</summary>
    public string Folder { get; }

    public static IgnoreFile Parse(string folder, IEnumerable<string> lines)
    {
        var file = new IgnoreFile(folder);
        foreach (var line in lines)
        {
            file.Add(line);
        }

        return file;
    }

    /// <summary>Whether the path (relative to the root) is ignored, taken back, or not mentioned.</summary>
    public bool? Ignores(string path, bool isFolder)
    {
        if (!path.StartsWith(Folder, StringComparison.Ordinal))
        {
            return null;
        }

        var relative = path[Folder.Length..];
        for (var i = patterns.Count - 1; i >= 0; i--)
        {
            var (pattern, takes, foldersOnly) = patterns[i];
            if ((isFolder || !foldersOnly) && pattern.IsMatch(relative))
            {
                return takes;
            }
        }

        return null;
    }

    /// <summary>The regular expression of a glob, where <c>**</c> crosses folders and an unanchored pattern matches at any depth.</summary>
    public static Regex Translate(string glob, bool anchored)
    {
        var text = new StringBuilder(anchored ? "^" : "^(?:.*/)?");
        for (var i = 0; i < glob.Length; i++)
        {
            switch (glob[i])
            {
                case '*' when glob.AsSpan(i).StartsWith("**/"):
                    text.Append("(?:.*/)?");
                    i += 2;
                    break;
                case '*' when glob.AsSpan(i).StartsWith("**"):
                    text.Append(".*");
                    i++;
                    break;
                case '*':
                    text.Append("[^/]*");
                    break;
                case '?':
                    text.Append("[^/]");
                    break;
                case '[' when glob.IndexOf(']', i + 2) is var end && end > 0:
                    var set = glob[(i + 1)..end];
                    text.Append('[').Append(set[0] is '!' ? "^" + set[1..] : set).Append(']');
                    i = end;
                    break;
                case '\\' when i + 1 < glob.Length:
                    text.Append(Regex.Escape(glob[++i].ToString()));
                    break;
                default:
                    text.Append(Regex.Escape(glob[i].ToString()));
                    break;
            }
        }

        return new Regex(text.Append('$').ToString(), RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    private void Add(string line)
    {
        var text = line.TrimEnd();
        if (text.Length == 0 || text[0] == '#')
        {
            return;
        }

        var takes = text[0] != '!';
        text = takes ? text : text[1..];
        var foldersOnly = text.EndsWith('/');
        text = text.TrimEnd('/');
        var anchored = text.Contains('/', StringComparison.Ordinal);
        text = text.TrimStart('/');
        if (text.Length == 0)
        {
            return;
        }

        try
        {
            patterns.Add((Translate(text, anchored), takes, foldersOnly));
        }
        catch (ArgumentException)
        {
            // git, too, lets a pattern that means nothing match nothing.
        }
    }
}
