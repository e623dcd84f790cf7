namespace Stoker.PySpark.Resolution;

/// <summary>How a name gets its value.</summary>
internal enum BindingKind
{
    Assignment,

    /// <summary>One of several targets of an unpacking.</summary>
    Unpacking,
    Augmented,
    Loop,
    With,
    Parameter,
    Import,
    Definition,
    Other,
}
