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

    /// <summary>The file of <c>--output</c> cannot be written, which is no fault of the command line (docs/guide/exit-codes.md).</summary>
    /// <param name="file">The file.</param>
    /// <param name="why">Why, and what to do about it.</param>
    public static UserError Unwritable(string file, string why) => new(Cli.ExitCode.UnreadableSource, $"{file} cannot be written.", why);
}
