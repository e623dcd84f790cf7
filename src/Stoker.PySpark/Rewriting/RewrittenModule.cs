namespace Stoker.PySpark.Rewriting;

/// <summary>What became of one file.</summary>
/// <param name="Path">The file, as it is shown.</param>
/// <param name="FullPath">Where it is, or absent.</param>
/// <param name="Before">Its text.</param>
/// <param name="After">Its text with the edits; the same where nothing changed.</param>
/// <param name="Functions">The UDFs in source order.</param>
/// <param name="NewContent">The file's bytes with the edits, or absent where nothing changed.</param>
public sealed record RewrittenModule(
    string Path, string? FullPath, string Before, string After, IReadOnlyList<RewrittenFunction> Functions, ReadOnlyMemory<byte>? NewContent)
{
    /// <summary>Whether there is anything to write.</summary>
    public bool IsChanged => NewContent is not null;
}
