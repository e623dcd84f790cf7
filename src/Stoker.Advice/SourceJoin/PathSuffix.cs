namespace Stoker.Advice.SourceJoin;

/// <summary>Finds the file of a project that a path of the log means: the paths differ where the job ran, so that the longest common end decides.</summary>
public sealed class PathSuffix(IEnumerable<string> files)
{
    private readonly ILookup<string, string> _byName = files.Distinct(StringComparer.Ordinal).ToLookup(NameOf, StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _known = new(StringComparer.Ordinal);

    /// <summary>The files that share most of the path's end; several when none is better than the others, none when no file has its name.</summary>
    public IReadOnlyList<string> Find(string path)
    {
        if (!_known.TryGetValue(path, out var found))
        {
            var ranked = _byName[NameOf(path)].Select(file => (File: file, Length: CommonEnd(file, path))).OrderByDescending(item => item.Length).ToList();
            _known[path] = found = [.. ranked.TakeWhile(item => item.Length == ranked[0].Length).Select(item => item.File)];
        }

        return found;
    }

    private static string NameOf(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];

    private static int CommonEnd(string left, string right)
    {
        var (first, second) = (left.Split('/', '\\'), right.Split('/', '\\'));
        var length = 0;
        while (length < first.Length && length < second.Length && first[^(length + 1)] == second[^(length + 1)])
        {
            length++;
        }

        return length;
    }
}
