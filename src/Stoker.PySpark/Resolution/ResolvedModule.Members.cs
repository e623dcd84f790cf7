using Stoker.Findings;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Resolution;

internal sealed partial class ResolvedModule
{
    private Value OfMember(Value owner, string name, AttributeExpression member)
    {
        if (ReferenceEquals(owner, InProgress))
        {
            return owner;
        }

        switch (owner.Kind)
        {
            case ValueKind.ProjectModule when owner.Module is { } module:
                return module.OfExported(name) is { Kind: not ValueKind.Unknown } exported ? exported
                    : Project.Find(PathOf(module) + "." + name, this) is { } child ? new Value(ValueKind.ProjectModule) { Module = child }
                    : Value.Unknown;
            case ValueKind.External when owner.Name is { } qualified:
                return OfExternalMember(qualified, name, owner.Confidence);
            case ValueKind.Class or ValueKind.Instance when owner is { Definition: ClassDefinition type, Module: { } home }:
                return home.OfClassMember(type, name, owner.Kind == ValueKind.Instance, 0);
            case ValueKind.Pandas or ValueKind.PandasOnSpark or ValueKind.OtherEngine:
                return owner;
            case ValueKind.Broadcast when name == "value":
                return owner.Element ?? Value.Unknown;
            case ValueKind.DeltaTable or ValueKind.DeltaMergeBuilder or ValueKind.SessionBuilder:
                return MethodOf(owner, name);
            case ValueKind.SparkSession when name is "read" or "readStream" or "catalog" or "conf" or "udf" or "sparkContext":
                return new Value(name switch
                {
                    "read" => ValueKind.DataFrameReader,
                    "readStream" => ValueKind.DataStreamReader,
                    "catalog" => ValueKind.Catalog,
                    "conf" => ValueKind.RuntimeConfig,
                    "udf" => ValueKind.UdfRegistration,
                    _ => ValueKind.SparkContext,
                }, owner.Confidence);
            case ValueKind.SqlContext when name is "read" or "readStream" or "udf":
                return new Value(name switch { "read" => ValueKind.DataFrameReader, "readStream" => ValueKind.DataStreamReader, _ => ValueKind.UdfRegistration }, owner.Confidence);
            case ValueKind.DataFrame when name == "rdd":
                return new Value(ValueKind.Rdd, owner.Confidence);
            case ValueKind.Unknown:
                return ByMemberName(name);
            default:
                break;
        }

        if (ApiTable.Instance.Member(owner.Kind, name) is { } found)
        {
            return found.IsProperty ? new Value(found.Returns, owner.Confidence) { Element = name is "columns" ? Value.Text : null } : MethodOf(owner, name);
        }

        return owner.Kind switch
        {
            ValueKind.DataFrame or ValueKind.Column => new Value(ValueKind.Column, owner.Confidence),
            ValueKind.Text or ValueKind.Sequence or ValueKind.Mapping or ValueKind.RowList => MethodOf(owner, name),
            _ when owner.IsSpark && member.Parent is CallExpression => MethodOf(owner, name),
            _ => Value.Unknown,
        };
    }

    private static string PathOf(ResolvedModule module) => module.Module.Source.Path.Replace("/__init__.py", "", StringComparison.Ordinal).Replace(".py", "", StringComparison.Ordinal).Replace('/', '.');

    private static Value MethodOf(Value owner, string name) => new(ValueKind.Method, owner.Confidence) { Name = name, Element = owner };

    /// <summary>What an attribute of an unknown object most likely is; the object may be a Glue context, a test class or a wrapper.</summary>
    private static Value ByMemberName(string name) => name switch
    {
        "spark" or "spark_session" or "sparkSession" => new Value(ValueKind.SparkSession, Confidence.Medium),
        "sparkContext" or "_sc" => new Value(ValueKind.SparkContext, Confidence.Medium),
        _ => Value.Unknown,
    };

    private static Value OfExternalMember(string qualified, string name, Confidence confidence)
    {
        if (ApiTable.ClassOf(qualified) is { } kind && kind != ValueKind.OtherEngine)
        {
            if (kind == ValueKind.SparkSession && name == "builder")
            {
                return new Value(ValueKind.SessionBuilder, confidence);
            }

            return MethodOf(new Value(kind, confidence), name);
        }

        return Value.External(qualified + "." + name, confidence);
    }

    private Value OfClassMember(ClassDefinition type, string name, bool onInstance, int depth)
    {
        if (depth > 5)
        {
            return Value.Unknown;
        }

        Value? joined = null;
        if (scopes[type].Bindings.TryGetValue(name, out var bindings))
        {
            joined = ValueOf(bindings[^1]);
            if (bindings[^1].Site is FunctionDefinition function && function.Decorators.Any(decorator => decorator is NameExpression { Name: "property" or "cached_property" } or AttributeExpression { Name: "cached_property" }))
            {
                return ReturnOf(function);
            }
        }

        if (onInstance)
        {
            foreach (var value in AssignedToSelf(type).GetValueOrDefault(name) ?? [])
            {
                var assigned = ValueOf(value);
                if (!ReferenceEquals(assigned, InProgress))
                {
                    joined = joined is null ? assigned : Value.Join(joined, assigned);
                }
            }
        }

        if (joined is not null)
        {
            return joined.Kind == ValueKind.Unknown ? (ByMemberName(name) is { Kind: not ValueKind.Unknown } guessed ? guessed : Value.Unknown) : joined;
        }

        foreach (var parent in type.Bases)
        {
            if (ValueOf(parent) is { Kind: ValueKind.Class, Definition: ClassDefinition definition, Module: { } home }
                && home.OfClassMember(definition, name, onInstance, depth + 1) is { Kind: not ValueKind.Unknown } inherited)
            {
                return inherited;
            }
        }

        return ByMemberName(name);
    }

    private readonly Dictionary<ClassDefinition, Dictionary<string, List<PythonExpression>>> selfAssignments = [];

    private Dictionary<string, List<PythonExpression>> AssignedToSelf(ClassDefinition type)
    {
        if (selfAssignments.TryGetValue(type, out var known))
        {
            return known;
        }

        var found = new Dictionary<string, List<PythonExpression>>();
        foreach (var assign in Module.Below(type).OfType<AssignStatement>())
        {
            foreach (var target in assign.Targets)
            {
                if (target is AttributeExpression { Value: NameExpression { Name: "self" or "cls" } } attribute)
                {
                    if (!found.TryGetValue(attribute.Name, out var list))
                    {
                        found[attribute.Name] = list = [];
                    }

                    list.Add(assign.Value);
                }
            }
        }

        return selfAssignments[type] = found;
    }
}
