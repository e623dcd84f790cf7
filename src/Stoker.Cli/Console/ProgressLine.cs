using System.Diagnostics;
using Stoker.Model.Units;
using Stoker.Reports.Quantities;

namespace Stoker.Cli.Console;

/// <summary>One line on standard error that follows the reading and is gone when it ends. Shown when the work takes over half a second.</summary>
internal sealed class ProgressLine(string title) : IDisposable
{
    private static readonly TimeSpan Hidden = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Lock _gate = new();
    private TimeSpan _next = Hidden;
    private bool _isShown;

    /// <summary>Called from any thread.</summary>
    /// <param name="readBytes">Stored bytes read so far.</param>
    /// <param name="totalBytes">Stored bytes in all; absent where unknown.</param>
    public void Report(long readBytes, long? totalBytes)
    {
        lock (_gate)
        {
            var elapsed = Stopwatch.GetElapsedTime(_start);
            if (elapsed < _next)
            {
                return;
            }

            _next = elapsed + Pause;
            _isShown = true;
            StandardError.Write("\r\e[2K" + Text(title, readBytes, totalBytes, elapsed));
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_isShown)
            {
                StandardError.Write("\r\e[2K");
            }

            _next = TimeSpan.MaxValue;
        }
    }

    internal static string Text(string title, long readBytes, long? totalBytes, TimeSpan elapsed)
    {
        var rate = readBytes / Math.Max(0.001, elapsed.TotalSeconds);
        var read = Quantity.Size(new Bytes(readBytes));
        var speed = Quantity.Size(new Bytes((long)rate)) + "/s";
        if (totalBytes is not { } total || total < readBytes || total == 0)
        {
            return $"reading {title}  {read}  {speed}";
        }

        var left = rate > 0 ? Quantity.Duration(new Milliseconds((long)((total - readBytes) / rate) * 1000 + 999)) : "";
        return $"reading {title}  {read} of {Quantity.Size(new Bytes(total))}  {Quantity.Share(readBytes, total)}  {speed}  {left} left";
    }
}
