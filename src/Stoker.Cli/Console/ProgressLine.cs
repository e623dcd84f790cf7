using System.Diagnostics;
using Stoker.Analyses;
using Stoker.Model.Units;
using Stoker.Reports.Quantities;

namespace Stoker.Cli.Console;

/// <summary>One line on standard error that follows the reading and is gone when it ends. Shown when the work takes over half a second.</summary>
internal sealed class ProgressLine : IDisposable
{
    private static readonly TimeSpan Hidden = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Lock _gate = new();
    private TimeSpan _next = Hidden;
    private bool _isShown;

    /// <summary>Called from any thread.</summary>
    public void Report(ReadingProgress progress)
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
            StandardError.Write("\r\e[2K" + Text(progress, elapsed));
        }
    }

    /// <summary>Takes the line away; a later report shows it again.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            if (_isShown)
            {
                StandardError.Write("\r\e[2K");
                _isShown = false;
            }
        }
    }

    public void Dispose() => Clear();

    internal static string Text(ReadingProgress progress, TimeSpan elapsed)
    {
        var rate = progress.ReadBytes / Math.Max(0.001, elapsed.TotalSeconds);
        var start = $"reading {Path.GetFileName(progress.Location.TrimEnd('/'))}  {Quantity.Size(new Bytes(progress.ReadBytes))}";
        var speed = Quantity.Size(new Bytes((long)rate)) + "/s";
        if (progress.TotalBytes is not { } total || total < progress.ReadBytes || progress.ReadBytes == 0)
        {
            return $"{start}  {speed}";
        }

        var left = new Milliseconds((long)Math.Ceiling((total - progress.ReadBytes) / rate) * 1000);
        return $"{start} of {Quantity.Size(new Bytes(total))}  {Quantity.Share(progress.ReadBytes, total)}  {speed}  {Quantity.Duration(left)} left";
    }
}
