using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Stoker.EndToEnd.Tests.Browser;

/// <summary>Lays out a page in headless Chromium and measures it with measure.js.</summary>
internal static partial class Chromium
{
    /// <summary>No window is narrower, px; the breakpoints of the style sheet are above it.</summary>
    private const int NarrowestWindow = 500;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>The program, or null where the machine has none.</summary>
    public static string? Program { get; } = ((string[])["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]).FirstOrDefault(File.Exists);

    /// <summary>Measures a page.</summary>
    /// <param name="html">The page.</param>
    /// <param name="width">Width of the layout, px.</param>
    /// <param name="isDark">Whether the reader prefers a dark page.</param>
    public static async Task<Measurement> MeasureAsync(string html, int width, bool isDark)
    {
        var folder = Directory.CreateTempSubdirectory("stoker-report-");
        try
        {
            var script = await File.ReadAllTextAsync(Path.Combine(StokerProgram.Root, "tests", "Stoker.EndToEnd.Tests", "Browser", "measure.js"), TestContext.Current.CancellationToken);
            script = script.Replace("LAYOUT_WIDTH ||", width.ToString(CultureInfo.InvariantCulture) + " ||", StringComparison.Ordinal);

            // The page's own policy forbids foreign scripts, and this is one.
            var page = Policy().Replace(html, "").Replace("</body>", $"<script>{script}</script></body>", StringComparison.Ordinal);
            var file = Path.Combine(folder.FullName, "report.html");
            await File.WriteAllTextAsync(file, page, TestContext.Current.CancellationToken);
            var dump = await DumpAsync(file, folder.FullName, Math.Max(width, NarrowestWindow), isDark);
            var match = Result().Match(dump);
            Assert.True(match.Success, "Chromium gave no measurement: " + dump[..Math.Min(500, dump.Length)]);
            return JsonSerializer.Deserialize<Measurement>(WebUtility.HtmlDecode(match.Groups[1].Value), JsonSerializerOptions.Web)!;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> DumpAsync(string file, string folder, int windowWidth, bool isDark)
    {
        string[] scheme = isDark ? ["--blink-settings=preferredColorScheme=0"] : [];
        var start = new ProcessStartInfo(Program!, ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", $"--user-data-dir={folder}/profile", $"--window-size={windowWidth},900", .. scheme, "--dump-dom", "file://" + file])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{Program} does not start.");
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(Patience);
        var error = process.StandardError.ReadToEndAsync(timeout.Token);
        var output = await process.StandardOutput.ReadToEndAsync(timeout.Token);
        await error;
        await process.WaitForExitAsync(timeout.Token);
        return output;
    }

    [GeneratedRegex("<meta http-equiv=\"Content-Security-Policy\"[^>]*/>")]
    private static partial Regex Policy();

    [GeneratedRegex("<pre id=\"measured\">(.*?)</pre>", RegexOptions.Singleline)]
    private static partial Regex Result();
}
