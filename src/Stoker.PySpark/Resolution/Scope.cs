using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Resolution;

/// <summary>A module, class, function, lambda or comprehension, with the names bound in it.</summary>
/// <param name="node">What makes the scope.</param>
/// <param name="parent">The scope around it.</param>
internal sealed class Scope(PythonNode node, Scope? parent)
{
    public PythonNode Node { get; } = node;

    public Scope? Parent { get; } = parent;

    /// <summary>The bindings of each name, in source order.</summary>
    public Dictionary<string, List<Binding>> Bindings { get; } = [];

    /// <summary>Names declared <c>global</c> or <c>nonlocal</c> here: bound further out.</summary>
    public HashSet<string> Outer { get; } = [];

    /// <summary>The modules whose names are all imported here.</summary>
    public List<string> StarImports { get; } = [];

    public bool IsFunction => Node is FunctionDefinition or LambdaExpression;
}
