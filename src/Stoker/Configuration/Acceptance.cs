using System.IO.Enumeration;

namespace Stoker.Configuration;

/// <summary>A finding that the team has decided to live with.</summary>
/// <param name="Id">The diagnosis.</param>
/// <param name="ApplicationGlob">Names of applications, with <c>*</c> and <c>?</c>; absent for all.</param>
/// <param name="Until">The last day on which it holds; absent when it never ends.</param>
/// <param name="Reason">Why; absent when the file does not say.</param>
/// <param name="Line">Its line in the file, 1-based.</param>
public sealed record Acceptance(string Id, string? ApplicationGlob, DateOnly? Until, string? Reason, int Line)
{
    /// <summary>Whether it is about an application.</summary>
    public bool Names(string application) => ApplicationGlob is null || FileSystemName.MatchesSimpleExpression(ApplicationGlob, application, ignoreCase: false);

    /// <summary>Whether it has ended.</summary>
    public bool IsExpired(DateOnly today) => today > Until;
}
