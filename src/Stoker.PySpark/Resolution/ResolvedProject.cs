using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Resolution;

/// <summary>All modules of a run, with the names that lead from one to another. Used by one thread at a time.</summary>
internal sealed class ResolvedProject
{
    private readonly Dictionary<string, ResolvedModule> byName = [];
    private readonly Dictionary<string, List<(ResolvedModule Module, CallExpression Call)>> callsByName = [];

    public ResolvedProject(IEnumerable<PythonModule> modules, ProjectFacts facts)
    {
        Facts = facts;
        Modules = [.. modules.Select(module => new ResolvedModule(module, this))];
        foreach (var module in Modules)
        {
            Register(module);
        }
    }

    public IReadOnlyList<ResolvedModule> Modules { get; }

    public ProjectFacts Facts { get; }

    /// <summary>The module that an import names, absolute or (with leading dots) relative to <paramref name="from"/>.</summary>
    public ResolvedModule? Find(string name, ResolvedModule from)
    {
        var dots = name.Length - name.TrimStart('.').Length;
        if (dots == 0)
        {
            // A project's own utils/pandas.py must not hide the real one.
            if (name.Split('.')[0] is "pyspark" or "pandas" or "numpy" or "delta" or "polars" or "functools" or "typing" || ApiTable.IsOtherEngine(name))
            {
                return null;
            }

            return byName.GetValueOrDefault(name);
        }

        var folder = from.Module.Source.Path.Split('/')[..^1];
        if (dots - 1 > folder.Length)
        {
            return null;
        }

        var parts = folder[..(folder.Length - (dots - 1))].Concat(name.TrimStart('.').Split('.', StringSplitOptions.RemoveEmptyEntries));
        return byName.GetValueOrDefault(string.Join('.', parts));
    }

    /// <summary>The calls whose function ends in a name, in the order of the modules.</summary>
    public IReadOnlyList<(ResolvedModule Module, CallExpression Call)> CallsNamed(string name)
    {
        if (callsByName.Count == 0)
        {
            foreach (var module in Modules)
            {
                foreach (var call in module.AllCalls)
                {
                    var callee = call.Function switch { NameExpression plain => plain.Name, AttributeExpression member => member.Name, _ => "" };
                    if (!callsByName.TryGetValue(callee, out var list))
                    {
                        callsByName[callee] = list = [];
                    }

                    list.Add((module, call));
                }
            }
        }

        return callsByName.GetValueOrDefault(name) ?? [];
    }

    /// <summary>A module is known by every suffix of its path, the longest claim first, so that source roots need not be told.</summary>
    private void Register(ResolvedModule module)
    {
        var path = module.Module.Source.Path;
        var dot = path.LastIndexOf('.');
        var parts = (dot > 0 ? path[..dot] : path).Split('/').ToList();
        if (parts[^1] == "__init__")
        {
            parts.RemoveAt(parts.Count - 1);
        }

        for (var i = 0; i < parts.Count; i++)
        {
            byName.TryAdd(string.Join('.', parts.Skip(i)), module);
        }
    }
}
