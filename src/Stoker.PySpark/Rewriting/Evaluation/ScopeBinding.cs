using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <summary>What one name of a scope is bound to.</summary>
/// <param name="Kind">How.</param>
/// <param name="Dotted">Of an import, the dotted name; of an unusable name, why.</param>
/// <param name="Node">The definition or the expression.</param>
internal sealed record ScopeBinding(ScopeBindingKind Kind, string Dotted, PythonNode? Node);
