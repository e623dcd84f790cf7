namespace Stoker.Model.Sessions;

/// <summary>A server in the driver that takes statements from clients.</summary>
public enum ClientServer
{
    /// <summary>Spark Connect.</summary>
    Connect,

    /// <summary>The Thrift JDBC/ODBC server.</summary>
    Thrift,
}
