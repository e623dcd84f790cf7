using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <summary>A turn of a loop over known items that is being unrolled.</summary>
internal sealed record LoopTurn(ForStatement Loop, IReadOnlyList<Value> Items, int At, Continuation? After, TryScope? Scope);
