using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Stoker.Tests.PySpark;

/// <summary>Puts the folder of the interpreter itself first on the PATH of the tests: a version manager's <c>python3</c> is a script that takes 0.3 s of CPU to find it, each of the hundreds of times.</summary>
internal static class PythonOnPath
{
    [ModuleInitializer]
    public static void Prefer()
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", ["-c", "import os, sys; print(os.path.dirname(sys.executable))"]) { RedirectStandardOutput = true, RedirectStandardError = true });
            var folder = python?.StandardOutput.ReadToEnd().Trim();
            if (Directory.Exists(folder))
            {
                Environment.SetEnvironmentVariable("PATH", folder + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"));
            }
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // There is no python3: the tests that need one say so.
        }
    }
}
