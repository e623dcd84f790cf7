using Stoker.PySpark.Flow;
using Stoker.PySpark.Linting;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Closures;

/// <summary>
/// Knows which values of a module are large: built over a range of known length, collected from Spark, loaded from a file, filled in a loop over such things.
/// What may be either is not large.
/// </summary>
internal sealed partial class LargeValues(LintScope scope)
{
    /// <summary>From so many entries a container is large. [derived]</summary>
    public const long LeastEntries = 50_000;

    /// <summary>Parts of a list or table that are looked at.</summary>
    private const int MostElements = 50;

    /// <summary>Expressions inside each other, variables, helpers and callers that are followed.</summary>
    private const int Deepest = 8;

    private static readonly HashSet<string> Containers = ["list", "dict", "set", "tuple", "frozenset", "sorted", "OrderedDict", "defaultdict", "deque", "Counter"];

    /// <summary>Methods that hand on about as much as they are asked of.</summary>
    private static readonly HashSet<string> Keeping =
        ["copy", "to_dict", "set_index", "reset_index", "items", "values", "keys", "to_numpy", "tolist", "fillna", "rename", "drop", "astype", "sort_values", "readlines", "read", "splitlines", "split", "dropna", "union"];

    /// <summary>Words by which a file is known to be small.</summary>
    private static readonly string[] SmallFiles = ["conf", "setting", "schema", "param", "option", "version", "stop"];

    /// <summary>What an expression makes, when that is large.</summary>
    public LargeValue? Of(PythonExpression value, int depth = 0) => depth > Deepest ? null : value switch
    {
        _ when BytesOf(value, depth) is { } bytes => bytes >= LeastBytes ? new LargeValue(value, null) { Bytes = bytes } : null,
        NameExpression name => OfName(name, depth),
        CallExpression call => OfCall(call, depth),
        ListExpression list => OfElements(list.Elements, depth),
        TupleExpression tuple => OfElements(tuple.Elements, depth),
        SetExpression set => OfElements(set.Elements, depth),
        DictExpression map => OfElements(map.Values, depth),
        ListComprehension list => OfClauses(list, list.Clauses, list.Element, depth),
        SetComprehension set when !FallsTogether(set.Element) => OfClauses(set, set.Clauses, set.Element, depth),
        DictComprehension map when !FallsTogether(map.Key) => OfClauses(map, map.Clauses, map.Value, depth),
        BinaryExpression { Operator: BinaryOperator.Multiply } repeated => Counted(repeated, CountOf(repeated)),
        BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.BitOr } joined => Of(joined.Left, depth + 1) ?? Of(joined.Right, depth + 1),
        ConditionalExpression either => Of(either.Body, depth + 1) is { } first && Of(either.Otherwise, depth + 1) is not null ? first : null,
        AttributeExpression { Name: "value", Value: NameExpression shared } when scope.Module.Is(shared, ValueKind.Broadcast) => OfBroadcast(shared, depth),
        AttributeExpression member => OfColumn(member.Value, depth, isData: !AboutFrames.Contains(member.Name)) ?? OfField(member, depth),
        SubscriptExpression { Key: ConstantExpression { Kind: ConstantKind.Text } or ListExpression } column => OfColumn(column.Value, depth, isData: true),
        _ => null,
    };

    /// <summary>What a name is bound to, when that is large whichever binding holds.</summary>
    public LargeValue? OfName(NameExpression name, int depth = 0)
    {
        LargeValue? first = null;
        foreach (var binding in scope.Module.Reaching(name))
        {
            if (OfBinding(binding, depth + 1) is not { } large)
            {
                return null;
            }

            first ??= large;
        }

        return first;
    }

    /// <summary>A whole number that constants make; absent for others.</summary>
    public long? IntegerOf(PythonExpression expression, int depth = 0) => depth > Deepest ? null : expression switch
    {
        ConstantExpression constant => constant.Integer,
        NameExpression name => scope.Flow.Followed(name) is { } followed ? IntegerOf(followed, depth + 1) : null,
        BinaryExpression product when IntegerOf(product.Left, depth + 1) is { } left && IntegerOf(product.Right, depth + 1) is { } right && Math.Abs(left) < int.MaxValue && Math.Abs(right) < int.MaxValue =>
            Combined(product.Operator, left, right),
        CallExpression { Function: NameExpression { Name: "int" }, Arguments: [ConstantExpression { Kind: ConstantKind.Float, Value: var digits }] } =>
            double.TryParse(digits, System.Globalization.CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < int.MaxValue ? (long)number : null,
        _ => null,
    };

    /// <summary>How many items an iterable has, when constants say so.</summary>
    public long? CountOf(PythonExpression iterable, int depth = 0) => depth > Deepest ? null : iterable switch
    {
        CallExpression { Function: NameExpression { Name: "range" }, Arguments: [var to] } => IntegerOf(to),
        CallExpression { Function: NameExpression { Name: "range" }, Arguments: [var from, var to] } => IntegerOf(to) - IntegerOf(from),
        CallExpression { Function: NameExpression { Name: "enumerate" or "zip" or "map" } function, Arguments: [.., var last] } call => CountOf(function.Name == "enumerate" ? call.Arguments[0] : last, depth + 1),
        CallExpression { Function: NameExpression { Name: var name }, Arguments: [var first, ..] } when name == "reversed" || Containers.Contains(name) => CountOf(first, depth + 1),
        BinaryExpression { Operator: BinaryOperator.Multiply, Left: ListExpression list, Right: var times } => IntegerOf(times) * list.Elements.Count,
        BinaryExpression { Operator: BinaryOperator.Multiply, Left: var times, Right: ListExpression list } => IntegerOf(times) * list.Elements.Count,
        ListComprehension list => CountOf(list.Clauses, list.Element, depth + 1),
        SetComprehension set when !FallsTogether(set.Element) => CountOf(set.Clauses, set.Element, depth + 1),
        DictComprehension map when !FallsTogether(map.Key) => CountOf(map.Clauses, map.Value, depth + 1),
        GeneratorExpression generator => CountOf(generator.Clauses, generator.Element, depth + 1),
        NameExpression name => scope.Flow.Followed(name) is { } followed ? CountOf(followed, depth + 1) : null,
        _ => scope.Flow.CountOf(iterable),
    };

    private static long? Combined(BinaryOperator how, long left, long right) => how switch
    {
        BinaryOperator.Add => left + right,
        BinaryOperator.Subtract => left - right,
        BinaryOperator.Multiply => left * right,
        BinaryOperator.FloorDivide when right > 0 && left >= 0 => left / right,
        BinaryOperator.LeftShift when right is >= 0 and < 32 => left << (int)right,
        BinaryOperator.Power when right is >= 0 and < 19 && Math.Pow(left, right) is < 1e18 and > -1e18 and var power => (long)power,
        _ => null,
    };

    private long? CountOf(IReadOnlyList<ComprehensionClause> clauses, PythonExpression element, int depth)
    {
        long? count = element is ListComprehension or SetComprehension or DictComprehension ? CountOf(element, depth + 1) ?? 1 : 1;
        foreach (var clause in clauses)
        {
            count = clause.Conditions.Count > 0 ? null : count * CountOf(clause.Iterable, depth + 1);
        }

        return count;
    }

    private LargeValue? OfClauses(PythonExpression made, IReadOnlyList<ComprehensionClause> clauses, PythonExpression element, int depth) =>
        CountOf(clauses, element, depth) is { } count ? Counted(made, count)
        : clauses is [{ Conditions.Count: 0 } only] && OfItems(only.Iterable, depth + 1) is { } items ? new LargeValue(made, items.Entries)
        : null;

    /// <summary>What is walked through, when there is much of it: also the lines of a file.</summary>
    private LargeValue? OfItems(PythonExpression iterable, int depth) =>
        CountOf(iterable, depth) is { } count ? Counted(iterable, count)
        : IsOpenFile(iterable) ? new LargeValue(iterable, null)
        : iterable is CallExpression { Function: NameExpression { Name: "enumerate" or "map" or "zip" or "reversed" } function, Arguments: [var first, ..] } call
            ? OfItems(function.Name == "map" ? call.Arguments[^1] : first, depth + 1)
        : Of(iterable, depth + 1);

    private static LargeValue? Counted(PythonNode made, long? count) => count >= LeastEntries ? new LargeValue(made, count) : null;

    private LargeValue? OfBinding(Binding binding, int depth) => binding switch
    {
        _ when depth > Deepest || IsCleared(binding) => null,
        { Kind: BindingKind.Assignment, Source: { } source } => Of(source, depth) ?? (IsEmpty(source) ? OfFills(binding, depth) ?? OfLoops(binding, depth) : null),
        { Kind: BindingKind.Parameter, Scope.Node: FunctionDefinition function } when ArgumentOf(function, binding) is { } argument => Of(argument, depth),
        _ => null,
    };

    /// <summary>The first of several parts that is large: the whole is as large as that.</summary>
    private LargeValue? OfElements(IReadOnlyList<PythonExpression> elements, int depth) =>
        elements.Count > MostElements ? null : elements.Select(element => Of(element is StarredExpression starred ? starred.Value : element, depth + 1)).FirstOrDefault(large => large is not null);

    /// <summary>What the one call of a function of this module gives for a parameter; absent with several calls.</summary>
    public PythonExpression? ArgumentOf(FunctionDefinition function, Binding parameter)
    {
        var calls = scope.Module.Project.CallsNamed(function.Name).Where(call => call.Module == scope.Module && scope.Module.ValueOf(call.Call.Function).Definition == function).Take(2).ToList();
        return calls is [var only] ? ResolvedModule.ArgumentFor(only.Call, function, parameter) : null;
    }

    private LargeValue? OfBroadcast(NameExpression shared, int depth) =>
        scope.Flow.Followed(shared) is CallExpression { Arguments: [var value, ..] } call && LintScope.NameOf(call) == "broadcast" ? Of(value, depth + 1) : null;
}
