using Stoker.Findings;
using Stoker.PySpark.Reading;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Resolution;

internal sealed partial class ResolvedModule
{
    private static readonly Value InProgress = new(ValueKind.None, Confidence.High);
    private readonly Value?[] values;

    /// <summary>What an expression gives.</summary>
    public Value ValueOf(PythonExpression expression)
    {
        ref var known = ref values[expression.Index];
        if (known is not null)
        {
            return known;
        }

        known = InProgress; // a value that depends on itself adds nothing to the join
        depth++;
        var value = Evaluate(expression);
        depth--;
        if (ReferenceEquals(value, InProgress))
        {
            // Nothing but itself: unknown when it was asked for, and to be asked again when it was met on the way to another.
            values[expression.Index] = depth == 0 ? Value.Unknown : null;
            return depth == 0 ? Value.Unknown : InProgress;
        }

        values[expression.Index] = value;
        return value;
    }

    private int depth;

    public bool Is(PythonExpression expression, ValueKind kind) => ValueOf(expression).Kind == kind;

    private Value Evaluate(PythonExpression expression)
    {
        switch (expression)
        {
            case ConstantExpression constant:
                return OfConstant(constant);
            case NameExpression name:
                return OfName(name);
            case AttributeExpression member:
                return OfMember(ValueOf(member.Value), member.Name, member);
            case CallExpression call:
                return OfCall(call);
            case SubscriptExpression subscript:
                return OfSubscript(ValueOf(subscript.Value), subscript.Key);
            case BinaryExpression binary:
                return OfBinary(ValueOf(binary.Left), ValueOf(binary.Right));
            case CompareExpression compare:
                return OfCompare(compare);
            case BooleanExpression boolean:
                return boolean.Values.Select(ValueOf).Aggregate(Value.Join);
            case UnaryExpression unary:
                return unary.Operator == UnaryOperator.Not ? Value.Boolean : ValueOf(unary.Operand);
            case ConditionalExpression conditional:
                return Value.Join(ValueOf(conditional.Body), ValueOf(conditional.Otherwise));
            case FormattedString:
                return Value.Text;
            case LambdaExpression:
                return new Value(ValueKind.Function) { Definition = expression, Module = this };
            case ListExpression list:
                return Value.SequenceOf(Joined(list.Elements));
            case TupleExpression tuple:
                return Value.SequenceOf(Joined(tuple.Elements));
            case SetExpression set:
                return Value.SequenceOf(Joined(set.Elements));
            case ListComprehension comprehension:
                return Value.SequenceOf(ValueOf(comprehension.Element));
            case GeneratorExpression comprehension:
                return Value.SequenceOf(ValueOf(comprehension.Element));
            case SetComprehension comprehension:
                return Value.SequenceOf(ValueOf(comprehension.Element));
            case DictExpression map:
                return new Value(ValueKind.Mapping) { Element = Joined(map.Values) };
            case DictComprehension comprehension:
                return new Value(ValueKind.Mapping) { Element = ValueOf(comprehension.Value) };
            case NamedExpression named:
                return ValueOf(named.Value);
            case AwaitExpression awaited:
                return ValueOf(awaited.Value);
            case StarredExpression starred:
                return ValueOf(starred.Value);
            default:
                return Value.Unknown;
        }
    }

    private Value? Joined(IReadOnlyList<PythonExpression> elements) => elements.Count is 0 or > 200 ? null : elements.Select(ValueOf).Aggregate(Value.Join);

    private static Value OfConstant(ConstantExpression constant) => constant.Kind switch
    {
        ConstantKind.None => Value.None,
        ConstantKind.True or ConstantKind.False => Value.Boolean,
        ConstantKind.Integer or ConstantKind.Float or ConstantKind.Complex => Value.Number,
        ConstantKind.Text => Value.Text,
        _ => Value.Unknown,
    };

    private static Value OfSubscript(Value owner, PythonExpression key) => owner.Kind switch
    {
        _ when ReferenceEquals(owner, InProgress) => owner,
        ValueKind.DataFrame when key is ListExpression or TupleExpression => owner,
        ValueKind.DataFrame => new Value(ValueKind.Column, owner.Confidence),
        ValueKind.Column => owner,
        ValueKind.RowList when key is SliceExpression => owner,
        ValueKind.RowList => new Value(ValueKind.Row, owner.Confidence),
        ValueKind.Sequence when key is SliceExpression => owner,
        ValueKind.Sequence or ValueKind.Mapping => owner.Element ?? Value.Unknown,
        ValueKind.Pandas or ValueKind.PandasOnSpark or ValueKind.OtherEngine or ValueKind.Text => owner,
        _ => Value.Unknown,
    };

    private static Value OfBinary(Value left, Value right)
    {
        if (left.Kind == ValueKind.Column || right.Kind == ValueKind.Column)
        {
            return left.Kind == ValueKind.Column ? left : right;
        }

        return left.Kind is ValueKind.Text or ValueKind.Number or ValueKind.Sequence or ValueKind.Pandas or ValueKind.OtherEngine or ValueKind.PandasOnSpark or ValueKind.Rdd ? left
            : right.Kind is ValueKind.Pandas or ValueKind.OtherEngine or ValueKind.PandasOnSpark ? right
            : Value.Unknown;
    }

    private Value OfCompare(CompareExpression compare)
    {
        if (compare.Operators[0] is ComparisonOperator.Is or ComparisonOperator.IsNot or ComparisonOperator.In or ComparisonOperator.NotIn)
        {
            return Value.Boolean;
        }

        var value = OfBinary(ValueOf(compare.Left), ValueOf(compare.Comparators[0]));
        return value.Kind is ValueKind.Column or ValueKind.Pandas or ValueKind.OtherEngine or ValueKind.PandasOnSpark ? value : Value.Boolean;
    }

    private Value OfName(NameExpression use)
    {
        var bindings = Reaching(use);
        if (bindings.Count > 0)
        {
            Value? joined = null;
            foreach (var binding in bindings)
            {
                var value = ValueOf(binding);
                if (!ReferenceEquals(value, InProgress))
                {
                    joined = joined is null ? value : Value.Join(joined, value);
                }
            }

            return joined ?? InProgress;
        }

        return OfStarImport(use.Name) ?? use.Name switch
        {
            "spark" => new Value(ValueKind.SparkSession, Confidence.Medium),
            "sc" => new Value(ValueKind.SparkContext, Confidence.Medium),
            "sqlContext" => new Value(ValueKind.SqlContext, Confidence.Medium),
            "udf" when Module.Source.Kind == PythonSourceKind.DatabricksNotebook => Value.External("pyspark.sql.functions.udf", Confidence.Medium),
            _ => Value.External("builtins." + use.Name),
        };
    }

    private Value? OfStarImport(string name)
    {
        foreach (var origin in StarImports)
        {
            if (Project.Find(origin, this) is { } module && module != this && module.Exported(name) is { Count: > 0 } exported)
            {
                return module.ValueOf(exported[^1]);
            }

            if (origin.StartsWith("pyspark.sql", StringComparison.Ordinal) && origin.EndsWith("functions", StringComparison.Ordinal) && ApiTable.Instance.IsFunction(name))
            {
                return Value.External("pyspark.sql.functions." + name, Confidence.Medium);
            }

            if (origin.StartsWith("pyspark", StringComparison.Ordinal) && ApiTable.ClassOf(origin + "." + name) is not null)
            {
                return Value.External(origin + "." + name, Confidence.Medium);
            }
        }

        return null;
    }

    /// <summary>The value that a binding gives to its name.</summary>
    public Value ValueOf(Binding binding)
    {
        switch (binding.Kind)
        {
            case BindingKind.Assignment when binding.Source is { } source:
                return ValueOf(source) is { Kind: ValueKind.Unknown } ? ByName(binding.Name) : ValueOf(source);
            case BindingKind.Unpacking when binding.Source is { } source:
                return ValueOf(source) is { Kind: ValueKind.Sequence, Element: { } element } ? element : Value.Unknown;
            case BindingKind.Augmented when binding.Source is { } source:
                return ValueOf(source) is { IsSpark: true } spark ? spark : Value.Unknown;
            case BindingKind.Loop when binding.Source is { } source:
                return ElementOf(ValueOf(source));
            case BindingKind.With when binding.Source is { } source:
                return ValueOf(source) is { IsSpark: true } made ? made : Value.Unknown;
            case BindingKind.Parameter:
                return OfParameter(binding);
            case BindingKind.Import when binding.Imported is { } imported:
                return OfImport(imported);
            case BindingKind.Definition when binding.Site is FunctionDefinition function:
                return OfDefinition(function);
            case BindingKind.Definition:
                return new Value(ValueKind.Class) { Definition = binding.Site, Module = this };
            case BindingKind.Other when binding is { Source: { } annotation, Site.Parent: AnnotatedAssignStatement }:
                return OfAnnotation(annotation);
            default:
                return Value.Unknown;
        }
    }

    private static Value ElementOf(Value sequence) => sequence.Kind switch
    {
        ValueKind.Sequence => sequence.Element ?? Value.Unknown,
        ValueKind.RowList => new Value(ValueKind.Row, sequence.Confidence),
        ValueKind.Text => Value.Text,
        ValueKind.Mapping => Value.Unknown,
        _ => Value.Unknown,
    };

    private static Value ByName(string name) => name switch
    {
        "df" or "sdf" or "spark_df" => new Value(ValueKind.DataFrame, Confidence.Low),
        "spark" => new Value(ValueKind.SparkSession, Confidence.Medium),
        "sc" => new Value(ValueKind.SparkContext, Confidence.Low),
        _ => name.EndsWith("_df", StringComparison.Ordinal) || name.StartsWith("df_", StringComparison.Ordinal) ? new Value(ValueKind.DataFrame, Confidence.Low) : Value.Unknown,
    };

    private Value OfImport(string imported)
    {
        if (Project.Find(imported, this) is { } module)
        {
            return new Value(ValueKind.ProjectModule) { Module = module };
        }

        var dot = imported.LastIndexOf('.');
        if (dot > 0 && Project.Find(dot == imported.TrimStart('.').Length ? imported : imported[..dot], this) is { } origin)
        {
            return origin == this ? Value.Unknown : origin.OfExported(imported[(dot + 1)..]);
        }

        return imported[0] == '.' ? Value.Unknown : Value.External(imported);
    }

    /// <summary>What another module gets when it imports a name from here.</summary>
    private Value OfExported(string name)
    {
        var bindings = Exported(name);
        return bindings.Count > 0 ? ValueOf(bindings[^1]) : OfStarImport(name) ?? Value.Unknown;
    }
}
