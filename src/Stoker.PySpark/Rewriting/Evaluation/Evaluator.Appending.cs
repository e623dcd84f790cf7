using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>Lists that a function appends to.</content>
internal sealed partial class Evaluator
{
    /// <summary>The name of the list that a call appends one value to.</summary>
    private static string? AppendsTo(CallExpression call) =>
        call is { Function: AttributeExpression { Name: "append", Value: NameExpression list }, Arguments.Count: 1, Keywords.Count: 0 } && call.Arguments[0] is not StarredExpression ? list.Name : null;

    private void Append(string name, CallExpression call)
    {
        var list = Evaluate(((AttributeExpression)call.Function).Value);
        if (list.Kind == PythonKind.Never)
        {
            return;
        }

        if (!(list is { Kind: PythonKind.Sequence, IsList: true } || list.Kind == PythonKind.List) || !locals.ContainsKey(name) || !IsPrivateList((NameExpression)((AttributeExpression)call.Function).Value, call))
        {
            throw Refuse(ReasonCode.MutableState, "it appends to a list that something else may hold", call);
        }

        var item = Evaluate(call.Arguments[0]);
        if (item.Kind == PythonKind.Never)
        {
            return;
        }

        locals = locals.SetItem(name, list.Kind == PythonKind.Sequence
            ? list with { Items = [.. list.Items, item] }
            : Arithmetic(BinaryOperator.Add, list, new Value(PythonKind.Sequence) { IsList = true, Items = [item] }, call));
    }

    /// <summary>
    /// Whether a list of the function is held by one name only: it is made by a display, comprehension or list(), and the name stands nowhere that could give the list another name.
    /// </summary>
    private static bool IsPrivateList(NameExpression name, PythonNode at)
    {
        PythonNode? function = at;
        while (function is not null and not FunctionDefinition)
        {
            function = function is LambdaExpression ? null : function.Parent;
        }

        // An argument may be what another UDF of the query gets as well.
        return function is FunctionDefinition definition && !Everything(definition.Parameters).OfType<Parameter>().Any(parameter => parameter.Name == name.Name) && definition.Body.SelectMany(statement => Everything(statement)).OfType<NameExpression>().Where(one => one.Name == name.Name).All(IsHarmless);

        bool IsHarmless(NameExpression use) => use.Parent switch
        {
            AssignStatement { Targets: [NameExpression only] } assign when only == use => assign.Value is ListExpression or ListComprehension or CallExpression { Function: NameExpression { Name: "list" or "sorted" } },
            AnnotatedAssignStatement annotated when annotated.Target == use => annotated.Value is null or ListExpression or ListComprehension,
            AttributeExpression { Name: "append" or "index" or "count", Parent: CallExpression called } attribute => called.Function == attribute && IsOwn(use),
            CallExpression { Function: NameExpression { Name: "len" or "sorted" or "sum" or "max" or "min" or "any" or "all" or "set" or "tuple" or "list" or "str" } } call => call.Arguments.Contains(use) && IsOwn(use),
            CallExpression { Function: AttributeExpression { Name: "join" } } call => call.Arguments.Contains(use) && IsOwn(use),
            ReturnStatement or CompareExpression or FormattedValue or UnaryExpression or IfStatement or BinaryExpression => IsOwn(use),
            SubscriptExpression subscript => subscript.Value == use && IsOwn(use) && subscript.Parent is not (AssignStatement or DeleteStatement) || subscript.Parent is AssignStatement target && !target.Targets.Contains(subscript),
            ConditionalExpression { Parent: ReturnStatement } or BooleanExpression { Parent: ReturnStatement or IfStatement } => IsOwn(use),
            _ => false,
        };

        // Not inside a function or lambda of its own.
        bool IsOwn(PythonNode use)
        {
            for (var up = use.Parent; up is not null && up != function; up = up.Parent)
            {
                if (up is FunctionDefinition or LambdaExpression)
                {
                    return false;
                }
            }

            return true;
        }
    }

    private static IEnumerable<PythonNode> Everything(PythonNode node)
    {
        var children = new List<PythonNode>();
        node.AddChildren(children);
        return children.SelectMany(Everything).Prepend(node);
    }
}
