namespace Stoker.Spark.Tests.HistoryServer.Api;

/// <summary>A parameter of a request has a value that it cannot have; the message is the server's.</summary>
internal sealed class BadParameterException(string message) : Exception(message);
