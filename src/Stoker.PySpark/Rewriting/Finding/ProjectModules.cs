using System.Runtime.CompilerServices;
using Stoker.PySpark.Rewriting.Evaluation;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Finding;

/// <summary>
/// The modules of a rewrite, so that functions and constants of one can be followed into another. A name that could mean two files is not followed, and no constant that any of the modules
/// changes.
/// </summary>
internal sealed class ProjectModules
{
    private static readonly ConditionalWeakTable<PythonModule, ProjectModules> Known = [];

    /// <summary>What a file of the project must not stand for.</summary>
    private static readonly HashSet<string> Installed = new(StringComparer.Ordinal)
    {
        "pyspark", "pandas", "numpy", "math", "re", "json", "datetime", "hashlib", "string", "random", "time", "uuid", "os", "decimal", "zlib", "urllib", "itertools", "functools", "collections",
        "sys", "typing", "base64", "calendar", "unicodedata", "logging", "copy", "operator", "statistics", "dateutil", "pytz", "requests",
    };

    private readonly Dictionary<string, List<PythonModule>> byName = new(StringComparer.Ordinal);
    private readonly HashSet<(PythonModule Module, string Name)> changed = [];

    private ProjectModules(IReadOnlyList<PythonModule> modules)
    {
        Modules = modules;
        foreach (var module in modules)
        {
            Known.AddOrUpdate(module, this);
            var parts = NameParts(module);
            for (var i = 0; i < parts.Length; i++)
            {
                var name = string.Join('.', parts[i..]);
                if (!byName.TryGetValue(name, out var list))
                {
                    byName[name] = list = [];
                }

                list.Add(module);
            }
        }

        foreach (var module in modules)
        {
            var names = ScopeNames.Of(module, module);
            foreach (var name in names.Changed)
            {
                if (names.Find(name) is { Kind: ScopeBindingKind.Import, Dotted: var dotted } && Resolve(module, dotted) is { } found)
                {
                    changed.Add((found.Module, found.Member ?? "*"));
                }
            }
        }
    }

    /// <summary>All of them, in the order of the sources.</summary>
    public IReadOnlyList<PythonModule> Modules { get; }

    /// <summary>Makes the modules know each other, for <see cref="Of"/>.</summary>
    public static void Join(IReadOnlyList<PythonModule> modules) => _ = new ProjectModules(modules);

    public static ProjectModules? Of(PythonModule module) => Known.TryGetValue(module, out var project) ? project : null;

    /// <summary>Whether some module of the project changes a name of this one.</summary>
    public bool IsChanged(PythonModule module, string name) => changed.Contains((module, name)) || changed.Contains((module, "*"));

    /// <summary>The module that a dotted name leads to, with the name in it; absent where it leads out of the project.</summary>
    public (PythonModule Module, string? Member)? Resolve(PythonModule from, string dotted)
    {
        var level = dotted.Length - dotted.TrimStart('.').Length;
        var parts = dotted.TrimStart('.').Split('.', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0 || (level == 0 && Installed.Contains(parts[0])))
        {
            return null;
        }

        var folder = from.Source.Path.Split('/')[..^1];
        if (level > 0)
        {
            if (level - 1 > folder.Length)
            {
                return null;
            }

            parts = [.. folder[..(folder.Length - (level - 1))], .. parts];
        }

        for (var count = parts.Length; count > Math.Max(0, parts.Length - 2); count--)
        {
            if (byName.GetValueOrDefault(string.Join('.', parts[..count])) is not { Count: 1 } found || (count == 1 && level == 0 && !IsBeside(found[0], folder)))
            {
                continue;
            }

            return (found[0], count == parts.Length ? null : parts[count]);
        }

        return null;
    }

    /// <summary>A module or package of one name is one in the folder of the script, or at the root.</summary>
    private static bool IsBeside(PythonModule module, string[] folder)
    {
        var parts = module.Source.Path.Split('/');
        var own = parts is [.., _, "__init__.py"] ? parts[..^2] : parts[..^1];
        return own.Length == 0 || own.SequenceEqual(folder);
    }

    private static string[] NameParts(PythonModule module)
    {
        var path = module.Source.Path;
        var dot = path.LastIndexOf('.');
        var parts = (dot > 0 ? path[..dot] : path).Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts is [.., "__init__"] ? parts[..^1] : parts;
    }
}
