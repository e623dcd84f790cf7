namespace Stoker.EventLogs.Sources.Remote;

/// <summary>Addresses of places that are not read yet, and what brings a log from there today.</summary>
internal static class ForeignAddress
{
    /// <summary>True when this is an address and no path.</summary>
    public static bool IsAddress(string source)
    {
        var scheme = source.IndexOf("://", StringComparison.Ordinal);
        return scheme > 1 && source[..scheme].All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '+' or '-' or '.');
    }

    /// <summary>The error for such an address.</summary>
    public static SourceException Refuse(string source)
    {
        var scheme = source[..source.IndexOf("://", StringComparison.Ordinal)].ToLowerInvariant();
        return new SourceException(SourceErrorKind.Unsupported, source, $"{scheme}:// is not read directly yet", scheme switch
        {
            "s3" or "s3a" or "s3n" => OneOrFolder($"aws s3 cp {S3(source)} -", $"aws s3 cp --recursive {S3(source)} logs"),
            "gs" => OneOrFolder($"gcloud storage cat {source}", $"gcloud storage cp --recursive {source} logs"),
            "abfs" or "abfss" or "wasb" or "wasbs" when AzureUrl(source) is { } url => $"Copy it with `azcopy copy \"{url}\" logs --recursive` and run `stoker analyze logs`",
            "dbfs" => $"Copy it with `databricks fs cp --recursive {source} logs` and run `stoker analyze logs`",
            "hdfs" or "webhdfs" or "swebhdfs" or "viewfs" or "ofs" or "o3fs" or "abfs" or "abfss" or "wasb" or "wasbs" =>
                OneOrFolder($"hdfs dfs -cat {source}", $"hdfs dfs -get {source} logs"),
            _ => "Copy the log to this machine and pass its path, or pipe it into `stoker analyze -`",
        });
    }

    private static string OneOrFolder(string cat, string copy) =>
        $"For one file use `{cat} | stoker analyze -`; for a folder `{copy}`, then `stoker analyze logs`";

    private static string S3(string source) => string.Concat("s3", source.AsSpan(source.IndexOf("://", StringComparison.Ordinal)));

    // abfss://container@account.dfs.core.windows.net/path is what Hadoop says; azcopy wants the account first.
    private static string? AzureUrl(string source) =>
        Uri.TryCreate(source, UriKind.Absolute, out var address) && address.UserInfo.Length > 0
            ? $"https://{address.Host}/{address.UserInfo}{address.AbsolutePath}"
            : null;
}
