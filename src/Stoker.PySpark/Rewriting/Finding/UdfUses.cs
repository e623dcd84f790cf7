using Stoker.PySpark.Rewriting.Evaluation;
using Stoker.PySpark.Rewriting.Lowering;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Finding;

/// <summary>Finds the uses of UDFs, and whether a rewrite can keep them all.</summary>
internal sealed class UdfUses(PythonModule module, FrameSchemas schemas, IReadOnlySet<string> importedElsewhere)
{
    private static readonly HashSet<string> Random = ["rand", "randn", "uuid", "shuffle", "monotonically_increasing_id", "spark_partition_id", "random"];

    /// <exception cref="Refusal">A use that a native function could not serve.</exception>
    public UdfUse Of(FoundUdf udf)
    {
        if (udf.Parameters.Variadic is not null || udf.Parameters.VariadicKeyword is not null)
        {
            throw new Refusal(ReasonCode.UnknownFunction, "it takes *args or **kwargs", udf.Function);
        }

        if (IsOfClass(udf))
        {
            throw new Refusal(ReasonCode.UnsupportedUse, "it is defined in a class body, whose names its native form could not see: move it out of the class", udf.Site);
        }

        var most = UdfLowering.Parameters(udf).Count;
        var calls = Calls(udf);
        var elsewhere = CallsElsewhere(udf);
        if (calls.Count == 0)
        {
            return elsewhere.Exists(call => CountOf(call) != most)
                ? throw new Refusal(ReasonCode.UnsupportedUse, "calls in other files pass different numbers of arguments", udf.Site)
                : new UdfUse(most, null, [], [], [elsewhere.Count == 0 ? "it is not called in these files; what uses it as an object (register, .func) elsewhere would break" : "it is called in other files only"]);
        }

        var counts = calls.Concat(elsewhere).Select(CountOf).Distinct().ToList();
        if (counts.Count > 1 || counts[0] > most || counts[0] < most - udf.Parameters.Defaults.Count || calls.Any(call => call.Arguments.Any(argument => argument is StarredExpression)))
        {
            throw new Refusal(ReasonCode.UnsupportedUse, "its calls pass different numbers of arguments", calls[0]);
        }

        foreach (var call in calls)
        {
            if (call.Arguments.Concat(call.Keywords.Select(keyword => keyword.Value)).FirstOrDefault(MayBeRandom) is { } random)
            {
                throw new Refusal(ReasonCode.NotDeterministic, "an argument differs each time it is computed, and a native form may compute it more than once", random);
            }
        }

        var types = calls.Select(schemas.ArgumentTypes).ToList();
        var seen = types.Where(tuple => tuple is not null && tuple.Count == counts[0]).Select(tuple => tuple!).DistinctBy(tuple => string.Join(",", tuple.Select(type => type.Ddl))).ToList();
        var isProven = seen.Count == 1 && types.All(tuple => tuple is not null && tuple.Count == counts[0]) && !importedElsewhere.Contains(udf.Name) && !importedElsewhere.Contains("*");
        return new UdfUse(counts[0], isProven ? seen[0] : null, seen, [.. calls.Select(call => (call, Alias(udf, call))).Where(pair => pair.Item2 is not null).Select(pair => (pair.call, pair.Item2!))], []);
    }

    private static int CountOf(CallExpression call) => call.Arguments.Count + call.Keywords.Count;

    private static bool IsOfClass(FoundUdf udf)
    {
        var at = udf.Site.Parent;
        while (at is not null and not FunctionDefinition and not LambdaExpression and not ClassDefinition)
        {
            at = at.Parent;
        }

        return at is ClassDefinition;
    }

    /// <summary>Calls in the other modules, which are not edited: any other use, and a column whose name would change, is for a person.</summary>
    private List<CallExpression> CallsElsewhere(FoundUdf udf)
    {
        var calls = new List<CallExpression>();
        foreach (var (other, use) in udf.Shape == UdfShape.InPlace ? [] : UsesElsewhere.Of(module, udf.Name))
        {
            var place = $"{other.Source.Path}:{other.Source.Text.PositionOf(use.Start).Line}";
            if (use.Parent is not CallExpression call || call.Function != use || call.Arguments.Any(argument => argument is StarredExpression))
            {
                throw new Refusal(ReasonCode.UnsupportedUse, $"{place} uses it other than by a plain call", udf.Site);
            }

            if (!ColumnNames.AreHidden(other, call))
            {
                throw new Refusal(ReasonCode.UnsupportedUse, $"{place} names its column after the call: give it an alias there first", udf.Site);
            }

            if (call.Arguments.Concat(call.Keywords.Select(keyword => keyword.Value)).Any(argument => argument is not ConstantExpression && MayBeRandomIn(other, argument)))
            {
                throw new Refusal(ReasonCode.NotDeterministic, $"an argument at {place} may differ each time it is computed", udf.Site);
            }

            calls.Add(call);
        }

        return calls;
    }

    private List<CallExpression> Calls(FoundUdf udf)
    {
        switch (udf.Shape)
        {
            case UdfShape.InPlace:
                return udf.Site is CallExpression { Function: CallExpression } call
                    ? [call]
                    : throw new Refusal(ReasonCode.UnsupportedUse, "the UDF is stored or passed on", udf.Site);
            case UdfShape.Registered or UdfShape.Batches:
                return [];
            default:
                break;
        }

        var calls = new List<CallExpression>();
        foreach (var name in module.Nodes.OfType<NameExpression>().Where(name => name.Name == udf.Name && !(name.Start >= udf.Site.Start && name.End <= udf.Site.End) && IsOf(udf, name)))
        {
            calls.Add(name.Parent is CallExpression call && call.Function == name
                ? call
                : throw new Refusal(ReasonCode.UnsupportedUse, name.Parent is AttributeExpression
                    ? "an attribute of the UDF object is used"
                    : "the UDF is passed on, bound again or registered", name));
        }

        return calls;
    }

    /// <summary>Whether a name means the UDF and not another thing of that name inside another function.</summary>
    private bool IsOf(FoundUdf udf, NameExpression name) =>
        ScopeNames.FindAround(module, name, udf.Name) is not { } binding || binding.Node == udf.Function || (binding.Node is { } value && value.Parent == udf.Site);

    private bool MayBeRandom(PythonExpression argument) => argument is not ConstantExpression && MayBeRandomIn(module, argument);

    private static bool MayBeRandomIn(PythonModule module, PythonExpression argument) =>
        module.Below(argument).Prepend(argument).Any(IsRandom) || (argument is NameExpression && module.Nodes.Any(IsRandom));

    private static bool IsRandom(PythonNode node) => node switch
    {
        NameExpression name => Random.Contains(name.Name),
        AttributeExpression attribute => Random.Contains(attribute.Name),
        _ => false,
    };

    /// <summary>A UDF's column is named after the call; a native column would be named after its expression.</summary>
    private string? Alias(FoundUdf udf, CallExpression call)
    {
        if (ColumnNames.AreHidden(module, call))
        {
            return null;
        }

        if (!ColumnNames.IsWhole(module, call))
        {
            throw new Refusal(ReasonCode.UnsupportedUse, "it is part of an expression whose column is named after it: give that an alias first", call);
        }

        var names = call.Arguments.Select(argument => argument switch
        {
            ConstantExpression { Text: { } text } => text,
            CallExpression { Arguments: [ConstantExpression { Text: { } text }] } column when UdfFinder.Dotted(module, column.Function) is "pyspark.sql.functions.col" or "pyspark.sql.functions.column" => text,
            SubscriptExpression { Key: ConstantExpression { Text: { } text } } => text,
            AttributeExpression { Value: NameExpression, Name: var text } => text,
            _ => null,
        }).ToList();
        return call.Keywords.Count == 0 && names.All(name => name is not null)
            ? $"{(udf.Function is LambdaExpression ? "<lambda>" : ((FunctionDefinition)udf.Function).Name)}({string.Join(", ", names)})"
            : throw new Refusal(ReasonCode.UnsupportedUse, "the name of its column follows an expression: give it an alias first", call);
    }
}
