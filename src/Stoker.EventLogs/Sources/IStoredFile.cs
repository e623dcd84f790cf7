namespace Stoker.EventLogs.Sources;

/// <summary>A file as it is stored, wherever that is.</summary>
internal interface IStoredFile
{
    /// <summary>Path or name, as the user would recognize it.</summary>
    string Name { get; }

    /// <summary>Stored bytes; absent where unknown.</summary>
    long? StoredBytes { get; }

    /// <summary>Opens it from its beginning.</summary>
    /// <exception cref="SourceException">It is not there or may not be read.</exception>
    Stream Open();
}
