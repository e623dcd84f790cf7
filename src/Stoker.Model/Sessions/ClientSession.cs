using Stoker.Model.Units;

namespace Stoker.Model.Sessions;

/// <summary>A client's session.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Server">Which server holds it.</param>
/// <param name="User">User.</param>
/// <param name="StartTime">When it started.</param>
/// <param name="CloseTime">When it was closed; absent while it is open.</param>
public sealed record ClientSession(string Id, ClientServer Server, string User, Timestamp StartTime, Timestamp? CloseTime);
