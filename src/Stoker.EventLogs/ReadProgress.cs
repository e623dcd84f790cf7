namespace Stoker.EventLogs;

/// <summary>How far reading has come.</summary>
/// <param name="InputBytes">Bytes of input read so far, as stored.</param>
/// <param name="TotalInputBytes">Bytes of input in all; absent where that is unknown, as for a pipe.</param>
public readonly record struct ReadProgress(long InputBytes, long? TotalInputBytes);
