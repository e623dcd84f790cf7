using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Finding;

/// <summary>A UDF in the source.</summary>
internal sealed record FoundUdf
{
    /// <summary>Its name in the source, or <c>lambda</c>.</summary>
    public required string Name { get; init; }

    /// <summary>How it is made.</summary>
    public required UdfShape Shape { get; init; }

    /// <summary>The def or lambda.</summary>
    public required PythonNode Function { get; init; }

    /// <summary>What makes it: the decorated def, the assignment, the call.</summary>
    public required PythonNode Site { get; init; }

    /// <summary>The declared type; absent when it cannot be read.</summary>
    public required SparkType? ReturnType { get; init; }

    /// <summary><c>useArrow</c>, where the source says.</summary>
    public bool? UsesArrow { get; init; }

    /// <summary>The name in SQL, of a registered function.</summary>
    public string? SqlName { get; init; }

    public FunctionParameters Parameters => Function is FunctionDefinition function ? function.Parameters : ((LambdaExpression)Function).Parameters;
}
