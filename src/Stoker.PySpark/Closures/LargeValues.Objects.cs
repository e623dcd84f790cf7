using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Closures;

/// <content>Parts of frames, and objects of classes of this module: who captures an object captures all its fields.</content>
internal sealed partial class LargeValues
{
    /// <summary>Members of frames that are no data of them.</summary>
    private static readonly HashSet<string> AboutFrames = ["shape", "columns", "dtypes", "dtype", "size", "ndim", "empty", "name", "loc", "iloc", "at", "iat"];

    /// <summary>Methods by which a class says itself what is pickled of it.</summary>
    private static readonly HashSet<string> Pickling = ["__getstate__", "__reduce__", "__reduce_ex__"];

    /// <summary>A large field of the object that a name holds: <c>self</c>, or what a class of this module made. Absent where there is none, or the class says what is pickled.</summary>
    public (string Field, PythonNode Site, LargeValue Value)? FieldOf(Binding holder)
    {
        if (ClassOf(holder) is not { } made || MethodsOf(made).Any(method => Pickling.Contains(method.Name)))
        {
            return null;
        }

        foreach (var (field, assign) in FieldsOf(made))
        {
            if (Of(assign.Value, 1) is { } large)
            {
                return (field, assign, large);
            }
        }

        return null;
    }

    /// <summary>What <c>self.field</c> holds, when that is large.</summary>
    private LargeValue? OfField(AttributeExpression member, int depth) =>
        member.Value is NameExpression owner && scope.Module.Reaching(owner) is [var holder] && ClassOf(holder) is { } made
        && FieldsOf(made).Where(field => field.Name == member.Name).Select(field => field.Assign).ToList() is [var only] ? Of(only.Value, depth + 1) : null;

    private LargeValue? OfColumn(PythonExpression frame, int depth, bool isData) => isData && Of(frame, depth + 1) is { IsFrame: true } whole ? whole : null;

    private ClassDefinition? ClassOf(Binding holder) => holder switch
    {
        { Kind: BindingKind.Parameter, Scope.Node: FunctionDefinition { Parent: ClassDefinition made } method } when method.Parameters.Positional is [var self, ..] && self == holder.Site && method.Decorators.Count == 0 => made,
        { Kind: BindingKind.Assignment, Source: CallExpression call } => scope.Module.ValueOf(call.Function) is { Kind: ValueKind.Class, Definition: ClassDefinition made, Module: { } home } && home == scope.Module ? made : null,
        _ => null,
    };

    /// <summary>Fields that every object has: those that <c>__init__</c> sets.</summary>
    private static IEnumerable<(string Name, AssignStatement Assign)> FieldsOf(ClassDefinition made)
    {
        foreach (var start in MethodsOf(made).Where(method => method.Name == "__init__" && method.Parameters.Positional.Count > 0))
        {
            foreach (var assign in start.Body.OfType<AssignStatement>())
            {
                if (assign.Targets is [AttributeExpression { Value: NameExpression self } field] && self.Name == start.Parameters.Positional[0].Name)
                {
                    yield return (field.Name, assign);
                }
            }
        }
    }

    private static IEnumerable<FunctionDefinition> MethodsOf(ClassDefinition made) => made.Body.OfType<FunctionDefinition>();
}
