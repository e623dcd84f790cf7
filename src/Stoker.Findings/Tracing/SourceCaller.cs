namespace Stoker.Findings.Tracing;

/// <summary>A call of a helper that acts on the frame it is given.</summary>
/// <param name="File">The file, with forward slashes, relative to where the run started.</param>
/// <param name="Line">1-based line of the call.</param>
/// <param name="Symbol">The function or class around it; absent at module level.</param>
public sealed record SourceCaller(string File, int Line, string? Symbol);
