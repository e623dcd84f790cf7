namespace Stoker.Cli.Console;

/// <summary>Writes a source file that was changed: beside the old one, whose place it takes once all of it is there. A full disk takes nothing away.</summary>
internal static class ChangedFile
{
    private const string Suffix = ".partial";

    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        try
        {
            path = new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
            var partial = path + Suffix;
            try
            {
                WriteAll(partial, content);
                if (!OperatingSystem.IsWindows())
                {
                    File.SetUnixFileMode(partial, File.GetUnixFileMode(path));
                }

                File.Move(partial, path, overwrite: true);
            }
            catch
            {
                File.Delete(partial);
                throw;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw UserError.Unwritable(path, error);
        }
    }

    private static void WriteAll(string path, ReadOnlySpan<byte> content)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        file.Write(content);
    }
}
