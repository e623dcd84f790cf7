namespace Stoker.PySpark.Rewriting.Native;

/// <summary>What a <see cref="Node"/> is.</summary>
internal enum NodeKind
{
    /// <summary>A parameter of the function; the value is its name.</summary>
    Argument,

    /// <summary>A constant.</summary>
    Literal,

    /// <summary>An operator or function named by <see cref="Node.Name"/>.</summary>
    Call,

    /// <summary>Condition, value, condition, value, …, otherwise.</summary>
    Case,

    Cast,

    /// <summary>The variable of a higher-order function's lambda.</summary>
    Variable,

    /// <summary>Variables, then the body.</summary>
    Lambda,

    /// <summary>Fails the query; the value is the message.</summary>
    Raise,
}
