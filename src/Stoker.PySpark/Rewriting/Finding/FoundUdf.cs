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

    /// <summary>Whether it is called with Series of a batch.</summary>
    public bool IsPandas { get; init; }

    /// <summary>Whether another decorator wraps it, <c>@staticmethod</c> apart.</summary>
    public bool IsWrapped => Function is FunctionDefinition { Decorators.Count: > 1 } function && Shape == UdfShape.Decorated
        && function.Decorators.Count(decorator => decorator is not NameExpression { Name: "staticmethod" }) > 1;

    /// <summary>Why a pandas UDF is not one of Series to Series.</summary>
    public string? OtherKind { get; init; }

    /// <summary><c>useArrow</c>, where the source says.</summary>
    public bool? UsesArrow { get; init; }

    /// <summary>The name in SQL, of a registered function.</summary>
    public string? SqlName { get; init; }

    public FunctionParameters Parameters => Function is FunctionDefinition function ? function.Parameters : ((LambdaExpression)Function).Parameters;
}
