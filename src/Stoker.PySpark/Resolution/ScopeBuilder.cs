using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Resolution;

/// <summary>Finds the scopes of a module and what is bound in each.</summary>
internal sealed class ScopeBuilder(PythonModule module)
{
    private readonly Dictionary<PythonNode, Scope> scopes = [];
    private readonly HashSet<PythonExpression> stores = [];

    /// <summary>The scope that each scope-making node makes.</summary>
    public Dictionary<PythonNode, Scope> Scopes => scopes;

    /// <summary>The names that are written, not read.</summary>
    public HashSet<PythonExpression> Stores => stores;

    public void Build()
    {
        scopes[module] = new Scope(module, null);
        foreach (var node in module.Nodes)
        {
            if (node is FunctionDefinition or LambdaExpression or ClassDefinition or ListComprehension or SetComprehension or DictComprehension or GeneratorExpression)
            {
                scopes[node] = new Scope(node, ScopeOf(node.Parent));
            }
        }

        foreach (var node in module.Nodes)
        {
            switch (node)
            {
                case GlobalStatement global:
                    ScopeOf(node).Outer.UnionWith(global.Names);
                    break;
                case NonlocalStatement nonlocal:
                    ScopeOf(node).Outer.UnionWith(nonlocal.Names);
                    break;
                default:
                    break;
            }
        }

        foreach (var node in module.Nodes)
        {
            Bind(node);
        }
    }

    /// <summary>The innermost scope that holds a node; for a scope-making node its own.</summary>
    public Scope ScopeOf(PythonNode? node)
    {
        for (; node is not null; node = node.Parent)
        {
            if (scopes.TryGetValue(node, out var scope))
            {
                return scope;
            }
        }

        return scopes[module];
    }

    private void Bind(PythonNode node)
    {
        switch (node)
        {
            case AssignStatement assign:
                foreach (var target in assign.Targets)
                {
                    BindTarget(target, BindingKind.Assignment, assign.Value, assign.End);
                }

                break;
            case AnnotatedAssignStatement annotated:
                BindTarget(annotated.Target, annotated.Value is null ? BindingKind.Other : BindingKind.Assignment, annotated.Value ?? annotated.Annotation, annotated.End);
                break;
            case AugmentedAssignStatement augmented:
                BindTarget(augmented.Target, BindingKind.Augmented, augmented.Value, augmented.End);
                break;
            case NamedExpression named:
                BindTarget(named.Target, BindingKind.Assignment, named.Value, named.End);
                break;
            case ForStatement loop:
                BindTarget(loop.Target, BindingKind.Loop, loop.Iterable, loop.Iterable.End);
                break;
            case ComprehensionClause clause:
                BindTarget(clause.Target, BindingKind.Loop, clause.Iterable, clause.Parent?.Start ?? 0);
                break;
            case WithItem { Target: { } target } item:
                BindTarget(target, BindingKind.With, item.Context, item.End);
                break;
            case ExceptHandler { Name: { } name } handler:
                AddBinding(name, BindingKind.Other, handler, null, handler.Start);
                break;
            case Parameter parameter:
                AddBinding(parameter.Name, BindingKind.Parameter, parameter, parameter.Annotation, 0);
                break;
            case FunctionDefinition function:
                AddBinding(function.Name, BindingKind.Definition, function, null, function.End, ScopeOf(function.Parent));
                break;
            case ClassDefinition type:
                AddBinding(type.Name, BindingKind.Definition, type, null, type.End, ScopeOf(type.Parent));
                break;
            case ImportStatement import:
                BindImport(import);
                break;
            case ImportFromStatement from:
                BindImportFrom(from);
                break;
            case AsPattern { Name: { } captured }:
                AddBinding(captured, BindingKind.Other, node, null, node.End);
                break;
            case DeleteStatement delete:
                stores.UnionWith(delete.Targets.OfType<NameExpression>());
                break;
            default:
                break;
        }
    }

    private void BindTarget(PythonExpression target, BindingKind kind, PythonExpression? source, int from)
    {
        switch (target)
        {
            case NameExpression name:
                stores.Add(name);
                AddBinding(name.Name, kind, name, source, from);
                break;
            case TupleExpression tuple:
                BindEach(tuple.Elements, kind, source, from);
                break;
            case ListExpression list:
                BindEach(list.Elements, kind, source, from);
                break;
            case StarredExpression starred:
                BindTarget(starred.Value, BindingKind.Other, null, from);
                break;
            default:
                break; // attributes and subscripts bind no name
        }
    }

    private void BindEach(IReadOnlyList<PythonExpression> targets, BindingKind kind, PythonExpression? source, int from)
    {
        var values = source switch
        {
            TupleExpression tuple => tuple.Elements,
            ListExpression list => list.Elements,
            _ => [],
        };
        for (var i = 0; i < targets.Count; i++)
        {
            if (kind == BindingKind.Assignment && values.Count == targets.Count)
            {
                BindTarget(targets[i], kind, values[i], from);
            }
            else
            {
                BindTarget(targets[i], kind == BindingKind.Loop ? BindingKind.Other : BindingKind.Unpacking, source, from);
            }
        }
    }

    private void BindImport(ImportStatement import)
    {
        foreach (var alias in import.Names)
        {
            var name = alias.Alias ?? alias.Name.Split('.')[0];
            AddBinding(name, BindingKind.Import, alias, null, import.End, imported: alias.Alias is null ? name : alias.Name);
        }
    }

    private void BindImportFrom(ImportFromStatement from)
    {
        var origin = new string('.', from.Level) + (from.Module ?? "");
        foreach (var alias in from.Names)
        {
            if (alias.Name == "*")
            {
                ScopeOf(from).StarImports.Add(origin);
            }
            else
            {
                AddBinding(alias.Alias ?? alias.Name, BindingKind.Import, alias, null, from.End, imported: origin.EndsWith('.') || origin.Length == 0 ? origin + alias.Name : origin + "." + alias.Name);
            }
        }
    }

    private void AddBinding(string name, BindingKind kind, PythonNode site, PythonExpression? source, int from, Scope? scope = null, string? imported = null)
    {
        scope ??= ScopeOf(site);
        if (scope.Outer.Contains(name))
        {
            scope = scopes[module];
        }

        if (!scope.Bindings.TryGetValue(name, out var list))
        {
            scope.Bindings[name] = list = [];
        }

        list.Add(new Binding(name, kind, site, source, scope) { From = from, Imported = imported });
    }
}
