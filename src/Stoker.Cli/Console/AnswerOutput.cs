using System.Text;

namespace Stoker.Cli.Console;

/// <summary>Where an answer goes: standard output, or the file of <c>--output</c>, which is made before the work begins.</summary>
/// <param name="file">Path of the file; absent for standard output.</param>
internal sealed class AnswerOutput(string? file) : IDisposable
{
    private readonly FileStream? _file = file is null ? null : Create(file);

    /// <summary>Writes a piece of the answer, as UTF-8.</summary>
    public void Write(string text)
    {
        if (_file is null)
        {
            StandardOutput.Write(text);
            return;
        }

        try
        {
            _file.Write(Encoding.UTF8.GetBytes(text));
            _file.Flush();
        }
        catch (IOException error)
        {
            throw new UserError(ExitCode.UnreadableSource, $"{file} cannot be written: {error.Message}");
        }
    }

    public void Dispose() => _file?.Dispose();

    private static FileStream Create(string file)
    {
        try
        {
            return File.Create(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw UserError.WrongOption("--output", file, error.Message);
        }
    }
}
