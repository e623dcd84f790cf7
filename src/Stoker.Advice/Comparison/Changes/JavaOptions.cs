namespace Stoker.Advice.Comparison.Changes;

/// <summary>
/// Options of a JVM in a setting, as far as two runs differ in them. Spark puts a dozen of its own before them (JavaModuleOptions.java), other ones in each version; they say nothing of a run,
/// and beside them nobody would see the one that somebody added.
/// </summary>
internal static class JavaOptions
{
    private static readonly string[] OfSpark =
    [
        "--add-opens=", "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-XX:+IgnoreUnrecognizedVMOptions",
        "-Djava.net.preferIPv6Addresses=", "-Djdk.reflect.useDirectMethodHandle=", "-Dio.netty.tryReflectionSetAccessible=", "-Dio.netty.allocator.type=", "-Dio.netty.handler.ssl.defaultEndpointVerificationAlgorithm=",
        "-Dio.netty.noUnsafe=",
    ];

    /// <summary>Whether a setting holds such options.</summary>
    public static bool Are(string key) => key.EndsWith("JavaOptions", StringComparison.Ordinal);

    /// <summary>What of the options of one run the other does not have; absent where that is nothing.</summary>
    public static string? Only(string? value, string? other)
    {
        var others = Own(other).ToHashSet(StringComparer.Ordinal);
        var only = string.Join(' ', Own(value).Where(option => !others.Contains(option)));
        return only.Length > 0 ? only : null;
    }

    private static IEnumerable<string> Own(string? value) =>
        (value ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(option => !Array.Exists(OfSpark, start => option.StartsWith(start, StringComparison.Ordinal)));
}
