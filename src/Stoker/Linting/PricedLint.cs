using Stoker.Advice.SourceJoin;
using Stoker.PySpark.Linting;

namespace Stoker.Linting;

/// <summary>What lint found, joined with a run.</summary>
/// <param name="Result">The findings with the severities that the run gives them: the dearest group first, then what was not joined, then what did not run.</param>
/// <param name="Run">The run; its findings are in the order of those of <paramref name="Result"/>.</param>
public sealed record PricedLint(LintResult Result, SourceRun Run);
