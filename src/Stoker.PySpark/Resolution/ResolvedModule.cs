using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Resolution;

/// <summary>
/// A module whose names and types can be asked for. Answers are worked out when first asked and kept; used by one thread at a time. The concerns are in the
/// partial files: Names (scopes and reaching bindings), Types (values of expressions), Calls and Functions (values of calls), Udfs.
/// </summary>
internal sealed partial class ResolvedModule
{
    private readonly Dictionary<PythonNode, Scope> scopes;
    private readonly HashSet<PythonExpression> stores;
    private readonly Dictionary<string, List<CallExpression>> methodCalls = [];
    private readonly Dictionary<string, List<CallExpression>> plainCalls = [];
    private readonly List<CallExpression> allCalls = [];

    public ResolvedModule(PythonModule module, ResolvedProject project)
    {
        Module = module;
        Project = project;
        var builder = new ScopeBuilder(module);
        builder.Build();
        scopes = builder.Scopes;
        stores = builder.Stores;
        values = new Value?[module.Nodes.Count];
        foreach (var call in module.Nodes.OfType<CallExpression>())
        {
            allCalls.Add(call);
            switch (call.Function)
            {
                case AttributeExpression member:
                    Index(methodCalls, member.Name, call);
                    break;
                case NameExpression name:
                    Index(plainCalls, name.Name, call);
                    break;
                default:
                    break;
            }
        }
    }

    public PythonModule Module { get; }

    public ResolvedProject Project { get; }

    public IReadOnlyList<CallExpression> AllCalls => allCalls;

    /// <summary>Whether the file is a test, whose data is tiny.</summary>
    public bool IsTest
    {
        get
        {
            var parts = Module.Source.Path.Split('/');
            return parts[^1].StartsWith("test_", StringComparison.Ordinal) || parts[^1].EndsWith("_test.py", StringComparison.Ordinal) || parts[^1] == "conftest.py"
                || parts[..^1].Any(part => part is "test" or "tests" or "testing" || part.StartsWith("test_", StringComparison.Ordinal));
        }
    }

    /// <summary>Calls written <c>something.name(…)</c>, in source order of each name.</summary>
    public IEnumerable<CallExpression> CallsOf(params string[] names) => names.SelectMany(name => methodCalls.GetValueOrDefault(name) ?? []);

    /// <summary>Calls written <c>name(…)</c>.</summary>
    public IEnumerable<CallExpression> PlainCallsOf(params string[] names) => names.SelectMany(name => plainCalls.GetValueOrDefault(name) ?? []);

    /// <summary>The function, lambda or module around a node.</summary>
    public PythonNode FunctionAround(PythonNode node)
    {
        for (var around = node.Parent; around is not null; around = around.Parent)
        {
            if (around is FunctionDefinition or LambdaExpression or PythonModule)
            {
                return around;
            }
        }

        return Module;
    }

    /// <summary>The statement that a node is part of.</summary>
    public static PythonStatement? StatementOf(PythonNode? node)
    {
        for (; node is not null; node = node.Parent)
        {
            if (node is PythonStatement statement)
            {
                return statement;
            }
        }

        return null;
    }

    /// <summary>The dotted name of the functions and classes around a node, or absent at module level.</summary>
    public static string? SymbolOf(PythonNode node)
    {
        var names = new List<string>();
        for (var around = node; around is not null; around = around.Parent)
        {
            if (around is FunctionDefinition function)
            {
                names.Insert(0, function.Name);
            }
            else if (around is ClassDefinition type)
            {
                names.Insert(0, type.Name);
            }
        }

        return names.Count == 0 ? null : string.Join('.', names);
    }

    private static void Index(Dictionary<string, List<CallExpression>> index, string name, CallExpression call)
    {
        if (!index.TryGetValue(name, out var list))
        {
            index[name] = list = [];
        }

        list.Add(call);
    }
}
