using System.Text;
using Stoker.Cli.Console;

namespace Stoker.Cli.Commands;

/// <summary>Writes an answer to where the caller wants it.</summary>
internal static class AnswerFile
{
    /// <param name="file">The file of <c>--output</c>; absent for standard output.</param>
    /// <param name="answer">The answer.</param>
    public static void Write(string? file, string answer)
    {
        if (file is null)
        {
            StandardOutput.Write(answer);
            return;
        }

        try
        {
            File.WriteAllBytes(file, Encoding.UTF8.GetBytes(answer));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw UserError.WrongOption("--output", file, error.Message);
        }
    }
}
