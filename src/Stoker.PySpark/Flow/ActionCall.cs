using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Flow;

/// <summary>A call that starts a job.</summary>
/// <param name="Call">The call.</param>
/// <param name="Name">The method.</param>
/// <param name="Frame">The DataFrame or RDD on which the job runs.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Type">What <paramref name="Frame"/> is known to be.</param>
internal sealed record ActionCall(CallExpression Call, string Name, PythonExpression Frame, ActionKind Kind, Resolution.Value Type);
