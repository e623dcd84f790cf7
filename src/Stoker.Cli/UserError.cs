namespace Stoker.Cli;

/// <summary>Something that the person who called can put right: what, why, and what to do, in one or two lines.</summary>
/// <param name="exitCode">One of <see cref="ExitCode"/>.</param>
/// <param name="what">What went wrong and why: one sentence.</param>
/// <param name="remedy">What to do; absent when the sentence says it.</param>
internal sealed class UserError(int exitCode, string what, string? remedy = null) : Exception(what)
{
    public int ExitCode { get; } = exitCode;

    public string? Remedy { get; } = remedy;

    public static UserError WrongOption(string option, string value, string permitted) =>
        new(Cli.ExitCode.WrongCommandLine, $"{option} cannot be '{value}'.", permitted);

    /// <summary>A file cannot be written, which is no fault of the command line (docs/guide/exit-codes.md).</summary>
    /// <param name="file">The file.</param>
    /// <param name="why">Why, and what to do about it.</param>
    public static UserError Unwritable(string file, string why) => new(Cli.ExitCode.UnreadableSource, $"{file} cannot be written.", why);

    /// <summary>A file cannot be written, as the operating system says.</summary>
    public static UserError Unwritable(string file, Exception error) => Unwritable(file, error switch
    {
        _ when IsDiskFull(error) => "There is no space left on the device; free some, or name a file elsewhere.",
        UnauthorizedAccessException => "You may not write there; name a file elsewhere, or change the permissions of the folder.",
        DirectoryNotFoundException => "The folder does not exist; create it first.",
        _ => $"{error.Message.TrimEnd('.')}; name a file elsewhere.",
    });

    /// <summary>Whether there is no room left where something was written: ENOSPC and EDQUOT, and what Windows calls them.</summary>
    public static bool IsDiskFull(Exception error) => error is IOException && (error.HResult & 0xFFFF) is 28 or 122 or 39 or 112;
}
