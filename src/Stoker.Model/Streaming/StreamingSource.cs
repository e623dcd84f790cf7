namespace Stoker.Model.Streaming;

/// <summary>What a source gave to a batch.</summary>
/// <param name="Description">The source.</param>
/// <param name="InputRows">Rows read.</param>
/// <param name="InputRowsPerSecond">Rate of arrival; absent when not a number.</param>
/// <param name="ProcessedRowsPerSecond">Rate of processing; absent when not a number.</param>
public sealed record StreamingSource(string Description, long InputRows, double? InputRowsPerSecond, double? ProcessedRowsPerSecond);
