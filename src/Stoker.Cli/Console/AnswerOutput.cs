using System.Text;

namespace Stoker.Cli.Console;

/// <summary>
/// Where an answer goes: standard output, or the file of <c>--output</c>. What is there stays until the whole answer is: it is written beside it and
/// takes its place at the end, and a file that looks like an event log is never replaced.
/// </summary>
/// <param name="file">Path of the file; absent for standard output.</param>
internal sealed class AnswerOutput(string? file) : IDisposable
{
    private const string Suffix = ".partial";

    /// <summary>Where the answer is written first; the file itself where that is a device or a pipe.</summary>
    private readonly string? _partial = file is null ? null : PartialOf(file);
    private FileStream? _file;

    /// <summary>Writes a piece of the answer, as UTF-8.</summary>
    public void Write(string text)
    {
        if (_partial is null)
        {
            StandardOutput.Write(text);
            return;
        }

        try
        {
            _file ??= Open(_partial, isNew: _partial != file);
            _file.Write(Encoding.UTF8.GetBytes(text));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Drop();
            throw UserError.Unwritable(file ?? _partial, error);
        }
    }

    public void Dispose()
    {
        if (_file is null || _partial is null)
        {
            return;
        }

        try
        {
            _file.Dispose();
            _file = null;
            if (_partial != file)
            {
                File.Move(_partial, file!, overwrite: true); // a partial file has its file
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Drop();
            throw UserError.Unwritable(file ?? _partial, error);
        }
    }

    /// <summary>Lets go of what could not be written; what was there before stays.</summary>
    private void Drop()
    {
        try
        {
            _file?.Dispose();
            if (_partial is not null && _partial != file)
            {
                File.Delete(_partial);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The first trouble is the one to tell of.
        }

        _file = null;
    }

    private static string PartialOf(string file)
    {
        try
        {
            if (!File.Exists(file))
            {
                using var probe = new FileStream(file + Suffix, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
                return file + Suffix;
            }

            var link = new FileInfo(file);
            var target = link.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? link;

            // Devices and pipes have no length: they are written to, not replaced; neither is a link.
            if (target.Length == 0)
            {
                return file;
            }

            using (var there = target.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
            {
                if (LooksLikeLog(there))
                {
                    throw UserError.WrongOption("--output", file, "It holds an event log or packed data, which an answer must not replace; name another file.");
                }
            }

            return link.LinkTarget is null ? file + Suffix : file;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw UserError.Unwritable(file, error);
        }
    }

    private static FileStream Open(string path, bool isNew)
    {
        var opened = new FileStream(path, isNew ? FileMode.Create : FileMode.Open, FileAccess.Write, FileShare.Read, bufferSize: 0); // What is not written shows at once.
        if (opened.CanSeek && opened.Length > 0)
        {
            opened.SetLength(0);
        }

        return opened;
    }

    /// <summary>Whether a file begins as Spark's logs do: an event, or bytes of a codec.</summary>
    private static bool LooksLikeLog(FileStream file)
    {
        Span<byte> head = stackalloc byte[16];
        head = head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        return head.StartsWith("{\"Event\":"u8) || head.StartsWith("LZ4Block"u8) || head.StartsWith("PK\u0003"u8) || head.StartsWith("ZV"u8)
            || (head.Length > 1 && !head.StartsWith("\uFEFF"u8) && (head[0] is >= 0x80 or < 0x09 || head[1] is >= 0x80 and < 0xC0 || (head[0] == 0x1F && head[1] == 0x8B)));
    }
}
