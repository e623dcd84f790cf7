namespace Stoker.EndToEnd.Tests;

/// <summary>What a run of the program left behind.</summary>
internal sealed record Answer(int ExitCode, string Output, string Error);
