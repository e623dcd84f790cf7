namespace Stoker.PySpark.Reading;

/// <summary>Something in the Python source that could not be read as it should be. Reading went on after it.</summary>
/// <param name="Kind">What was wrong.</param>
/// <param name="File">The path as the user would recognise it, with forward slashes.</param>
/// <param name="Line">1-based line, or absent where no line can be named.</param>
/// <param name="Message">What was wrong; one sentence, no file name.</param>
public sealed record SourceIssue(SourceIssueKind Kind, string File, int? Line, string Message)
{
    /// <summary>Whether source was left unread that should have been read. A file over the limits is left out on purpose; one with bad bytes was read with replacements.</summary>
    public bool LeavesSourceUnread => Kind is not (SourceIssueKind.TooLarge or SourceIssueKind.BadEncoding);
}
