namespace Stoker.EventLogs.Codecs;

/// <summary>One block of a group.</summary>
/// <param name="Start">Where it starts in the group's stored bytes.</param>
/// <param name="Length">Stored bytes.</param>
/// <param name="PlainBound">No more bytes than this come out of it.</param>
/// <param name="IsWhole">False when only its beginning is there, which is then decoded as far as it goes.</param>
internal readonly record struct StoredBlock(int Start, int Length, int PlainBound, bool IsWhole);
