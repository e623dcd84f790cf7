using System.Runtime.InteropServices;
using System.Text;

namespace Stoker.Cli.Console;

/// <summary>
/// Writes to standard output and standard error. On Unix it calls the operating system itself: the streams of <c>System.Console</c> first write
/// escape sequences to a terminal to make it ready for reading keys, and a <c>FileStream</c> would not move the offset that the two share in
/// <c>&gt; file 2&gt;&amp;1</c>.
/// </summary>
internal static partial class Descriptor
{
    public const int StandardOutput = 1;
    public const int StandardError = 2;

    private const int Interrupted = 4;
    private const int TryAgain = 11;
    private const int BrokenPipe = 32;

    private static readonly Lock Gate = new();

    /// <summary>Writes all of a text as UTF-8; a reader that has left is no error.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(int descriptor, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        lock (Gate)
        {
            if (OperatingSystem.IsWindows())
            {
                using var stream = descriptor == StandardOutput ? System.Console.OpenStandardOutput() : System.Console.OpenStandardError();
                stream.Write(bytes);
                return;
            }

            WriteAll(descriptor, bytes);
        }
    }

    private static void WriteAll(int descriptor, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var written = Write(descriptor, ref MemoryMarshal.GetReference(bytes), bytes.Length);
            if (written >= 0)
            {
                bytes = bytes[(int)written..];
                continue;
            }

            switch (Marshal.GetLastPInvokeError())
            {
                case Interrupted:
                    break;
                case TryAgain:
                    Thread.Sleep(1);
                    break;
                case BrokenPipe:
                    return;
                case var error:
                    throw new IOException(Marshal.GetPInvokeErrorMessage(error));
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, ref byte bytes, nint count);
}
