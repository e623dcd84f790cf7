namespace Stoker.Model.Reading;

/// <summary>Something in the input that could not be read as it should be. Reading went on after it.</summary>
/// <param name="Kind">What was wrong.</param>
/// <param name="File">Path or name of the file as the user would recognise it.</param>
/// <param name="Line">1-based line within the file (uncompressed), or absent where no line can be named.</param>
/// <param name="Offset">Byte in the uncompressed stream of the file at which the trouble starts, or absent where unknown.</param>
/// <param name="Message">What was wrong and what was done about it; one sentence, no file name.</param>
public sealed record ParseIssue(ParseIssueKind Kind, string File, long? Line, long? Offset, string Message);
