using System.Collections.Immutable;
using Stoker.PySpark.Rewriting.Evaluation;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Finding;

/// <content>What a name stands for at a use.</content>
internal sealed partial class FrameSchemas
{
    private static PythonNode Statement(PythonNode node)
    {
        var at = node;
        while (at is not PythonStatement && at.Parent is not null)
        {
            at = at.Parent;
        }

        return at;
    }

    /// <summary>The last plain assignment before a use in the same body; any other binding of the name makes it uncertain.</summary>
    private PythonExpression? AssignedBefore(NameExpression use)
    {
        var owner = Owner(use);
        if (IsReboundByLoop(use, owner))
        {
            return null;
        }

        PythonExpression? last = null;
        foreach (var node in module.Below(owner))
        {
            if (Owner(node) != owner)
            {
                continue;
            }

            switch (node)
            {
                case AssignStatement { Targets: [NameExpression target] } assign when target.Name == use.Name:
                    if (assign.End <= use.Start)
                    {
                        last = IsPlain(assign, owner) ? assign.Value : null;
                    }

                    break;
                case AugmentedAssignStatement { Target: NameExpression target } when target.Name == use.Name:
                case DeleteStatement when module.Below(node).OfType<NameExpression>().Any(name => name.Name == use.Name):
                    return null;
                case ForStatement or WithItem or NamedExpression or TupleExpression { Parent: AssignStatement } or Parameter:
                    if (module.Below(node).OfType<NameExpression>().Any(name => name.Name == use.Name) && node is not ForStatement)
                    {
                        last = node.Start < use.Start ? null : last;
                    }

                    break;
                default:
                    break;
            }
        }

        if (last is null && owner is not PythonModule && !IsBoundInFunction(use))
        {
            return ScopeNames.Of(module, module).Find(use.Name) is { Kind: ScopeBindingKind.Constant, Node: PythonExpression global } ? global : null;
        }

        return last;
    }

    private bool IsBoundInFunction(NameExpression use) => ScopeNames.FindAround(module, use, use.Name) is not null;

    /// <summary>An assignment that runs whenever what follows it does: in the body itself or under <c>if __name__ == "__main__"</c>.</summary>
    private static bool IsPlain(PythonNode statement, PythonNode owner) => statement.Parent == owner
        || (owner is PythonModule && statement.Parent is IfStatement { Test: CompareExpression { Left: NameExpression { Name: "__name__" } }, Otherwise.Count: 0 } guard && guard.Parent is PythonModule);

    /// <summary>In a loop the use may see an assignment that stands after it.</summary>
    private bool IsReboundByLoop(NameExpression use, PythonNode owner)
    {
        for (var at = use.Parent; at is not null && at != owner; at = at.Parent)
        {
            if (at is ForStatement or WhileStatement && module.Below(at).Any(node =>
                node is AssignStatement assign && assign.Targets.SelectMany(target => module.Below(target).Prepend(target)).Any(target => target is NameExpression name && name.Name == use.Name)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a list is changed in place after it was made.</summary>
    private bool IsMutated(NameExpression list) => module.Nodes.Any(node => node switch
    {
        AttributeExpression { Value: NameExpression name, Name: "append" or "extend" or "insert" or "clear" or "pop" or "remove" } => name.Name == list.Name,
        SubscriptExpression { Value: NameExpression name, Parent: AssignStatement or AugmentedAssignStatement } subscript => name.Name == list.Name && (subscript.Parent is not AssignStatement assign || assign.Value != subscript),
        _ => false,
    });

    private PythonNode Owner(PythonNode node)
    {
        for (var at = node.Parent; at is not null; at = at.Parent)
        {
            if (at is FunctionDefinition or LambdaExpression or PythonModule)
            {
                return at;
            }
        }

        return module;
    }
}
