using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <summary>A try whose body is being run: its handlers, what follows it, and the try around it.</summary>
internal sealed record TryScope(TryStatement Statement, Continuation? After, TryScope? Outer);
