using System.Globalization;

namespace Stoker.Diagnoses.Failures;

/// <summary>What a Python traceback in an error text tells.</summary>
/// <param name="Error">The line that names the exception.</param>
/// <param name="File">File of the deepest frame of the program, not of PySpark, Python or a package; absent when there is none, or a cell or a prompt.</param>
/// <param name="Line">Its line; 0 when there is no frame.</param>
/// <param name="Function">Its function; absent when there is no frame.</param>
internal sealed record PythonTraceback(string Error, string? File, int Line, string? Function)
{
    private const string Start = "Traceback (most recent call last)";
    private const string FrameStart = "  File \"";
    private const string FirstJavaFrame = "\n\tat ";

    /// <summary>Files that nobody who reads the finding wrote.</summary>
    private static readonly string[] Foreign = ["/pyspark.zip/", "/pyspark/", "/site-packages/", "/dist-packages/", "/lib/python3", "\\site-packages\\", "\\pyspark\\", "<frozen "];

    /// <summary>Reads the last traceback of a text; null when there is none.</summary>
    public static PythonTraceback? Read(string text)
    {
        var from = text.LastIndexOf(Start, StringComparison.Ordinal);
        if (from < 0)
        {
            return null;
        }

        var end = text.IndexOf(FirstJavaFrame, from, StringComparison.Ordinal);
        var lines = (end < 0 ? text[from..] : text[from..end]).Split('\n');
        var lastFrame = Array.FindLastIndex(lines, line => line.StartsWith(FrameStart, StringComparison.Ordinal));
        var error = lines.Skip(lastFrame + 1).FirstOrDefault(line => line.Length > 0 && !char.IsWhiteSpace(line[0]) && !line.StartsWith(Start, StringComparison.Ordinal));
        if (error is null)
        {
            return null;
        }

        for (var index = lastFrame; index >= 0; index--)
        {
            if (FrameOf(lines[index]) is { } frame && !Foreign.Any(part => frame.File.Contains(part, StringComparison.Ordinal)))
            {
                return new PythonTraceback(error.Trim(), frame.File.StartsWith('<') ? null : frame.File, frame.Line, frame.Function); // <stdin> is no file.
            }
        }

        return new PythonTraceback(error.Trim(), null, 0, null);
    }

    /// <summary>The parts of <c>File "job.py", line 12, in parse</c>.</summary>
    private static (string File, int Line, string Function)? FrameOf(string text)
    {
        const string BeforeLine = "\", line ";
        const string BeforeFunction = ", in ";
        var file = text.IndexOf(BeforeLine, StringComparison.Ordinal);
        if (!text.StartsWith(FrameStart, StringComparison.Ordinal) || file < 0)
        {
            return null;
        }

        var number = text.AsSpan(file + BeforeLine.Length);
        var function = number.IndexOf(BeforeFunction, StringComparison.Ordinal);
        return function > 0 && int.TryParse(number[..function], NumberStyles.None, CultureInfo.InvariantCulture, out var line)
            ? (text[FrameStart.Length..file], line, number[(function + BeforeFunction.Length)..].Trim().ToString())
            : null;
    }
}
