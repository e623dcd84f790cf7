using ZstdSharp;

namespace Stoker.Bench.Generating;

/// <summary>Compresses a plain log as Spark does: zstd level 1, a frame closed after each event that Spark flushes (EventLoggingListener.scala).</summary>
internal static class ZstdFraming
{
    public static void Compress(string source, string target)
    {
        using var output = new FileStream(target, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        using var compressor = new Compressor(1);
        using var frame = new MemoryStream();
        foreach (var line in File.ReadLines(source))
        {
            frame.Write(System.Text.Encoding.UTF8.GetBytes(line));
            frame.WriteByte((byte)'\n');
            if (IsFlushed(line))
            {
                Close();
            }
        }

        Close();

        void Close()
        {
            output.Write(compressor.Wrap(frame.GetBuffer().AsSpan(0, (int)frame.Length)));
            frame.SetLength(0);
        }
    }

    private static bool IsFlushed(string line) => !(line.StartsWith("{\"Event\":\"SparkListenerTask", StringComparison.Ordinal)
        || line.StartsWith("{\"Event\":\"SparkListenerStageSubmitted\"", StringComparison.Ordinal)
        || line.StartsWith("{\"Event\":\"SparkListenerEnvironmentUpdate\"", StringComparison.Ordinal));
}
