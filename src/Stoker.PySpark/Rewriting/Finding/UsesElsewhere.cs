using Stoker.PySpark.Rewriting.Evaluation;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Finding;

/// <summary>Where the other modules of a rewrite use a name of one: imported by name, through the module, through a package that hands it on, or by star.</summary>
internal static class UsesElsewhere
{
    /// <summary>Packages hand names on to packages; a chain that is longer is a circle.</summary>
    private const int LongestChain = 8;

    /// <summary>Each use with the module in which it stands. Imports themselves are no uses.</summary>
    public static IEnumerable<(PythonModule Module, PythonExpression Use)> Of(PythonModule module, string name)
    {
        if (ProjectModules.Of(module) is not { } project)
        {
            yield break;
        }

        // Whoever uses it names it: most modules need not be walked.
        foreach (var other in project.Modules.Where(other => other != module && other.Source.Text.Text.Contains(name, StringComparison.Ordinal)))
        {
            var aliases = other.Nodes.OfType<ImportAlias>().Where(alias => alias.Name == name).Select(alias => alias.Alias ?? name).Append(name).ToHashSet(StringComparer.Ordinal);
            foreach (var expression in other.Nodes.OfType<PythonExpression>())
            {
                if (expression is NameExpression { Name: var used } && !aliases.Contains(used))
                {
                    continue;
                }

                if (DottedNames(other, expression, name).Any(dotted => LeadsTo(project, other, dotted, module, name, 0)))
                {
                    yield return (other, expression);
                }
            }
        }
    }

    private static IEnumerable<string> DottedNames(PythonModule module, PythonExpression expression, string name) => expression switch
    {
        NameExpression used => BindingOf(module, used) switch
        {
            { Kind: ScopeBindingKind.Import, Dotted: { } dotted } when dotted.EndsWith(name, StringComparison.Ordinal) => [dotted],
            null when used.Name == name => ScopeNames.Of(module, module).StarImports.Select(star => $"{star}.{name}"),
            _ => [],
        },
        AttributeExpression { Name: var last } attribute when last == name && Path(module, attribute.Value) is { } path => [$"{path}.{name}"],
        _ => [],
    };

    private static string? Path(PythonModule module, PythonExpression expression) => expression switch
    {
        NameExpression name => BindingOf(module, name) is { Kind: ScopeBindingKind.Import, Dotted: { } dotted } ? dotted : null,
        AttributeExpression attribute => Path(module, attribute.Value) is { } inner ? $"{inner}.{attribute.Name}" : null,
        _ => null,
    };

    private static ScopeBinding? BindingOf(PythonModule module, NameExpression name) =>
        ScopeNames.FindAround(module, name, name.Name) ?? ScopeNames.Of(module, module).Find(name.Name);

    private static bool LeadsTo(ProjectModules project, PythonModule from, string dotted, PythonModule module, string name, int depth)
    {
        if (depth == LongestChain || project.Resolve(from, dotted) is not { } found)
        {
            return false;
        }

        if (found.Module == module)
        {
            return found.Member == name;
        }

        return found.Member is { } member && ScopeNames.Of(found.Module, found.Module) is var names
            && (names.Find(member) is { Kind: ScopeBindingKind.Import, Dotted: { } next } ? LeadsTo(project, found.Module, next, module, name, depth + 1)
                : names.Find(member) is null && names.StarImports.Any(star => LeadsTo(project, found.Module, $"{star}.{member}", module, name, depth + 1)));
    }
}
