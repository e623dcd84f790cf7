namespace Stoker.PySpark.Rewriting.Evaluation;

/// <summary>How a name outside a function is bound.</summary>
internal enum ScopeBindingKind
{
    Import,
    Function,

    /// <summary>Assigned once and never mutated.</summary>
    Constant,

    /// <summary>A parameter, rebound, mutated: its value is not known.</summary>
    Unusable,
}
