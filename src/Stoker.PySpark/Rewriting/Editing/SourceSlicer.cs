using System.Text;
using Stoker.PySpark.Rewriting.Evaluation;
using Stoker.PySpark.Rewriting.Finding;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Editing;

/// <summary>Cuts what a function needs out of its module, so that it can run alone.</summary>
internal sealed class SourceSlicer(PythonModule module)
{
    /// <summary>Source that defines a function or lambda as <c>__old</c>, with the imports, constants and functions that it reads.</summary>
    public string Slice(PythonNode function, out IReadOnlyList<PythonNode> parts)
    {
        var needed = new List<PythonNode>();
        Need(function, needed, [function]);
        var all = new List<PythonNode>(needed) { function };
        var source = Source(needed, all);
        parts = all;
        return source + (function is FunctionDefinition named ? $"{Plain(named)}\n__old = {named.Name}\n" : $"__old = ({module.TextOf(function)})\n");
    }

    /// <summary>A node and all below it.</summary>
    public static IEnumerable<PythonNode> Everything(PythonNode node)
    {
        var children = new List<PythonNode>();
        node.AddChildren(children);
        return children.SelectMany(Everything).Prepend(node);
    }

    private string Source(List<PythonNode> needed, List<PythonNode> all)
    {
        var source = new StringBuilder();
        foreach (var node in needed.OrderBy(node => node.Start))
        {
            source.Append(node switch
            {
                FunctionDefinition definition => Plain(definition),
                ImportStatement or ImportFromStatement => Imports(node, all),
                _ => module.TextOf(node),
            }).Append('\n');
        }

        return source.ToString();
    }

    /// <summary>An import; what comes from a module of the project is cut out of that module, which itself is not run.</summary>
    private string Imports(PythonNode statement, List<PythonNode> all)
    {
        var names = ScopeNames.Imports(statement).ToList();
        var project = ProjectModules.Of(module);
        if (project is null || names.All(name => project.Resolve(module, name.Dotted) is null))
        {
            return module.TextOf(statement);
        }

        var text = new StringBuilder();
        foreach (var (name, dotted) in names)
        {
            if (project.Resolve(module, dotted) is not { } found)
            {
                var dot = dotted.LastIndexOf('.');
                text.Append(dot < 0 ? $"import {dotted} as {name}\n" : $"from {dotted[..dot]} import {dotted[(dot + 1)..]} as {name}\n");
                continue;
            }

            var members = found.Member is { } member ? [member] : all.ToList().SelectMany(Everything).OfType<AttributeExpression>()
                .Where(attribute => attribute.Value is NameExpression alias && alias.Name == name).Select(attribute => attribute.Name).Distinct(StringComparer.Ordinal).ToList();
            var inner = new SourceSlicer(found.Module).SliceOf(members, all);
            text.Append("__part = {\"__name__\": \"stoker_old\"}\n").Append("exec(").Append(PythonText.Text(inner)).Append(", __part)\n")
                .Append(found.Member is not null ? $"{name} = __part[\"{found.Member}\"]\n" : $"{name} = __import__(\"types\").SimpleNamespace(**__part)\n");
        }

        return text.ToString();
    }

    private string SliceOf(IReadOnlyList<string> members, List<PythonNode> all)
    {
        var (needed, seen) = (new List<PythonNode>(), new HashSet<PythonNode>());
        foreach (var member in members)
        {
            if (ScopeNames.Of(module, module).Find(member) is { } binding && Statement(binding) is { } statement && seen.Add(statement))
            {
                needed.Add(statement);
                Need(statement, needed, seen);
            }
        }

        all.AddRange(needed);
        return Source(needed, all);
    }

    private void Need(PythonNode node, List<PythonNode> needed, HashSet<PythonNode> seen)
    {
        foreach (var name in module.Below(node).OfType<NameExpression>())
        {
            if (node is FunctionDefinition function && function.Decorators.Any(decorator => name.Start >= decorator.Start && name.End <= decorator.End))
            {
                continue;
            }

            if (IsBoundWithin(node, name))
            {
                continue;
            }

            foreach (var owner in Owners(node))
            {
                if (ScopeNames.Of(module, owner).Find(name.Name) is not { } binding)
                {
                    continue;
                }

                var statement = Statement(binding);
                if (statement is not null && seen.Add(statement))
                {
                    needed.Add(statement);
                    Need(statement, needed, seen);
                }

                break;
            }
        }
    }

    /// <summary>A local name needs nothing from outside, also when the module has a name like it.</summary>
    private bool IsBoundWithin(PythonNode node, NameExpression name) => ScopeNames.FindAround(module, name, name.Name, node) is not null;

    private IEnumerable<PythonNode> Owners(PythonNode node)
    {
        for (var at = node.Parent; at is not null; at = at.Parent)
        {
            if (at is FunctionDefinition or LambdaExpression or PythonModule)
            {
                yield return at;
            }
        }

        yield return module;
    }

    private static PythonNode? Statement(ScopeBinding binding)
    {
        var at = binding.Node;
        while (at is not null and not PythonStatement)
        {
            at = at.Parent;
        }

        return at;
    }

    /// <summary>A function without decorators, at the left margin.</summary>
    private string Plain(FunctionDefinition function)
    {
        var (_, column) = module.Source.Text.PositionOf(function.Start);
        var lines = module.TextOf(function).Split('\n');
        return string.Join('\n', lines.Select((line, i) => i > 0 && line.Length >= column - 1 && string.IsNullOrWhiteSpace(line[..(column - 1)]) ? line[(column - 1)..] : line));
    }
}
