using Stoker.Findings.Tracing;

namespace Stoker.Diagnoses.Sources;

/// <summary>The source of the program that ran, as a witness of what its log cannot tell. It is asked only where a rule would otherwise have to leave it open.</summary>
public interface IProgramSource
{
    /// <summary>What the functions carry that run in the stage named <c>method at file:line</c>.</summary>
    /// <param name="method">The called method, such as <c>count</c>.</param>
    /// <param name="file">The file as logged.</param>
    /// <param name="line">1-based line.</param>
    ClosureTestimony ClosureOf(string method, string file, int line);
}
