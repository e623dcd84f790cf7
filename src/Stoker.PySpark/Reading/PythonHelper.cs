using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Reading;

/// <summary>One running Python that parses what it is sent. Not safe for use by two threads at once, but one may send while another receives.</summary>
internal sealed class PythonHelper : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(false, false);
    private readonly Process process;
    private readonly Stream input;
    private readonly Stream output;

    private PythonHelper(Process process)
    {
        this.process = process;
        input = process.StandardInput.BaseStream;
        output = process.StandardOutput.BaseStream;
    }

    /// <summary>The version that answered, such as (3, 11).</summary>
    public (int Major, int Minor) Version { get; private set; }

    /// <summary>Starts the interpreter, or says why that is not possible.</summary>
    public static PythonHelper? TryStart(string interpreter, out string? reason)
    {
        try
        {
            var start = new ProcessStartInfo(interpreter)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            };
            foreach (var argument in (string[])["-I", "-S", "-B", "-c", Script()])
            {
                start.ArgumentList.Add(argument);
            }

            var process = Process.Start(start) ?? throw new InvalidOperationException("no process was started");
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            var helper = new PythonHelper(process);
            if (helper.Greet(out reason))
            {
                return helper;
            }

            helper.Dispose();
            return null;
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or InvalidOperationException or IOException)
        {
            reason = exception.Message;
            return null;
        }
    }

    /// <summary>Sends one text; the answers come in the order of the requests.</summary>
    public void Send(string text)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Utf8.GetMaxByteCount(text.Length) + 4);
        var length = Utf8.GetBytes(text, bytes.AsSpan(4));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)length);
        input.Write(bytes, 0, length + 4);
        input.Flush();
        ArrayPool<byte>.Shared.Return(bytes);
    }

    /// <summary>Receives the answer to the oldest request. The module is absent when nothing could be read; the issues say why.</summary>
    public PythonModule? Receive(PythonSource source, List<SourceIssue> issues)
    {
        var hasTree = ReadNumber() == 1;
        for (var left = ReadNumber(); left > 0; left--)
        {
            var line = ReadNumber();
            ReadNumber(); // column: not shown, as versions of Python disagree on it
            var message = Utf8.GetString(ReadBytes(ReadNumber()));
            issues.Add(new SourceIssue(hasTree ? SourceIssueKind.SyntaxError : SourceIssueKind.Unparsable, source.Path, FileLine(source, line), message));
        }

        var numbers = new int[ReadNumber()];
        output.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
        var texts = ReadTexts();
        if (!hasTree)
        {
            return null;
        }

        var module = new TreeDecoder(numbers, texts, source).Decode(issues);
        if (module is null)
        {
            issues.Add(new SourceIssue(SourceIssueKind.Unparsable, source.Path, null, "nested too deeply"));
        }

        return module;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            input.Dispose();
            if (!process.WaitForExit(2_000))
            {
                process.Kill();
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            // The process is gone already, which is what was wanted.
        }

        process.Dispose();
    }

    /// <summary>The line of the file, which for a notebook is that of its JSON; absent when Python named none.</summary>
    private static int? FileLine(PythonSource source, int line) =>
        line <= 0 ? null : source.Jupyter is { Lines.Count: > 0 } layout ? layout.Lines[Math.Min(line, layout.Lines.Count) - 1].JsonLine : line;

    private bool Greet(out string? reason)
    {
        reason = null;
        var greeting = new byte[12];
        if (output.ReadAtLeast(greeting, greeting.Length, throwOnEndOfStream: false) < greeting.Length || !greeting.AsSpan(0, 4).SequenceEqual("STKR"u8))
        {
            reason = "it is not a Python 3.8 or later";
            return false;
        }

        Version = (BinaryPrimitives.ReadInt32LittleEndian(greeting.AsSpan(4)), BinaryPrimitives.ReadInt32LittleEndian(greeting.AsSpan(8)));
        return true;
    }

    private string[] ReadTexts()
    {
        var lengths = new int[ReadNumber()];
        output.ReadExactly(MemoryMarshal.AsBytes(lengths.AsSpan()));
        var total = lengths.Sum();
        var bytes = ReadBytes(total);
        var texts = new string[lengths.Length];
        for (int i = 0, from = 0; i < texts.Length; from += lengths[i++])
        {
            texts[i] = Utf8.GetString(bytes.AsSpan(from, lengths[i]));
        }

        return texts;
    }

    private int ReadNumber()
    {
        Span<byte> bytes = stackalloc byte[4];
        output.ReadExactly(bytes);
        return BinaryPrimitives.ReadInt32LittleEndian(bytes);
    }

    private byte[] ReadBytes(int count)
    {
        var bytes = new byte[count];
        output.ReadExactly(bytes);
        return bytes;
    }

    private static string Script()
    {
        using var stream = typeof(PythonHelper).Assembly.GetManifestResourceStream("Stoker.PySpark.read_python.py")
            ?? throw new InvalidOperationException("The reading script is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
