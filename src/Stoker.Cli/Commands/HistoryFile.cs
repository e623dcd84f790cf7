using System.Text;

namespace Stoker.Cli.Commands;

/// <summary>The file in which <c>verify</c> keeps predictions and what came of them.</summary>
/// <param name="path">Its path; absent to keep none.</param>
internal sealed class HistoryFile(string? path)
{
    /// <summary>In the user's folder for data of programs: <c>~/.local/share/stoker</c>, <c>%LOCALAPPDATA%\stoker</c>; absent for a user without one.</summary>
    public static string? DefaultPath => Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } folder
        ? Path.Combine(folder, "stoker", "verified.jsonl")
        : null;

    /// <summary>Whether anything is kept.</summary>
    public bool IsKept => path is not null;

    public IReadOnlyList<string> Read()
    {
        try
        {
            return path is not null && new FileInfo(path) is { Exists: true, Length: > 0 } ? File.ReadAllLines(path) : []; // A device has no length, and may have no end.
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError(ExitCode.UnreadableSource, $"{path} cannot be read: {error.Message.TrimEnd('.')}.", "Name another file with --history, or keep none with --no-history.");
        }
    }

    /// <summary>Adds lines; a last line that was cut off is ended first.</summary>
    public void Append(IReadOnlyList<string> lines)
    {
        if (path is null || lines.Count == 0)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".");
            using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            var isCut = file.Length > 0 && file.Seek(-1, SeekOrigin.End) >= 0 && file.ReadByte() != '\n';
            file.Seek(0, SeekOrigin.End);
            file.Write(Encoding.UTF8.GetBytes((isCut ? "\n" : "") + string.Concat(lines.Select(line => line + "\n"))));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw UserError.Unwritable(path, error);
        }
    }
}
