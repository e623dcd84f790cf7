using System.Runtime.InteropServices;

namespace Stoker.Cli.Console;

/// <summary>
/// Columns of the terminal on standard output. On Linux it asks the kernel itself: <c>Console.WindowWidth</c> also sets the terminal up for
/// reading keys and writes escape sequences to it, which nobody who only reads a report wants.
/// </summary>
internal static partial class TerminalWidth
{
    private const int StandardOutputDescriptor = 1;

    /// <summary>TIOCGWINSZ of Linux on x86 and ARM.</summary>
    private const nuint GetWindowSize = 0x5413;

    public static int? Find()
    {
        if (!OperatingSystem.IsLinux())
        {
            return System.Console.WindowWidth is var width and > 0 ? width : null;
        }

        return IoControl(StandardOutputDescriptor, GetWindowSize, out var size) == 0 && size.Columns > 0 ? size.Columns : null;
    }

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int IoControl(int descriptor, nuint request, out WindowSize size);

    [StructLayout(LayoutKind.Sequential)]
    private struct WindowSize
    {
        public ushort Rows;
        public ushort Columns;
        public ushort HorizontalPixels;
        public ushort VerticalPixels;
    }
}
