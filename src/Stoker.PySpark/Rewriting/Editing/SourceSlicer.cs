using System.Text;
using Stoker.PySpark.Rewriting.Evaluation;
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
        var source = new StringBuilder();
        foreach (var node in needed.OrderBy(node => node.Start))
        {
            source.Append(node is FunctionDefinition definition ? Plain(definition) : module.TextOf(node)).Append('\n');
        }

        source.Append(function is FunctionDefinition named ? $"{Plain(named)}\n__old = {named.Name}\n" : $"__old = ({module.TextOf(function)})\n");
        parts = [function, .. needed];
        return source.ToString();
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
    private bool IsBoundWithin(PythonNode node, NameExpression name)
    {
        for (PythonNode? at = name; at is not null; at = at.Parent)
        {
            if (at is FunctionDefinition or LambdaExpression && ScopeNames.Of(module, at).Find(name.Name) is not null)
            {
                return true;
            }

            if (at == node)
            {
                return false;
            }
        }

        return false;
    }

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
