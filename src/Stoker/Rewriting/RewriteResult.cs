using Stoker.PySpark.Reading;
using Stoker.PySpark.Rewriting;
using Stoker.PySpark.Rewriting.Evaluation;
using Stoker.PySpark.Rewriting.Verification;

namespace Stoker.Rewriting;

/// <summary>What became of the UDFs of some files.</summary>
/// <param name="Target">The Spark whose answers count.</param>
/// <param name="FileCount">Files that were found.</param>
/// <param name="Modules">The files that were read.</param>
/// <param name="Issues">What could not be read.</param>
/// <param name="Verification">The run on real Spark, when one was asked for.</param>
public sealed record RewriteResult(
    Target Target, int FileCount, IReadOnlyList<RewrittenModule> Modules, IReadOnlyList<SourceIssue> Issues, VerificationRun? Verification)
{
    /// <summary>All UDFs in file and source order.</summary>
    public IEnumerable<RewrittenFunction> Functions => Modules.SelectMany(module => module.Functions);
}
