using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Resolution;

/// <summary>One place at which a name gets a value.</summary>
/// <param name="Name">The name.</param>
/// <param name="Kind">How.</param>
/// <param name="Site">The target, parameter, alias or definition.</param>
/// <param name="Source">The value assigned, the iterable of a loop, the annotation or absent.</param>
/// <param name="Scope">The scope of the name.</param>
internal sealed record Binding(string Name, BindingKind Kind, PythonNode Site, PythonExpression? Source, Scope Scope)
{
    /// <summary>From here on the name has the value: the end of the statement or clause that binds it.</summary>
    public int From { get; init; }

    /// <summary>The imported module or member, for imports.</summary>
    public string? Imported { get; init; }

    /// <summary>The names that read this value, in source order. Complete once the module is resolved.</summary>
    public List<NameExpression> Uses { get; } = [];

    public bool Equals(Binding? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
