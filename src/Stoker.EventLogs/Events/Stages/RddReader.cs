using System.Text;
using System.Text.Json;
using Stoker.EventLogs.Events.Storage;
using Stoker.Model.Stages;
using Stoker.Model.Storage;

namespace Stoker.EventLogs.Events.Stages;

/// <summary>Reads <c>RDD Info</c>.</summary>
internal static class RddReader
{
    public static List<Rdd> ReadAll(ref EventReader reader)
    {
        List<Rdd> rdds = [];
        if (reader.EnterArray())
        {
            while (reader.NextItem())
            {
                rdds.Add(Read(ref reader));
            }
        }

        return rdds;
    }

    private static Rdd Read(ref EventReader reader)
    {
        var rdd = new Rdd { Id = new(-1), Name = "", StorageLevel = new(false, false, false, false, 1) };
        if (!reader.EnterObject())
        {
            return rdd;
        }

        while (reader.NextKey(out var key))
        {
            if (key.Is("RDD ID"u8))
            {
                rdd = rdd with { Id = new(reader.Integer32() ?? -1) };
            }
            else if (key.Is("Name"u8))
            {
                rdd = rdd with { Name = reader.Text() ?? "" };
            }
            else if (key.Is("Scope"u8))
            {
                var (id, name) = Scope(reader.Text());
                rdd = rdd with { ScopeId = id, ScopeName = name };
            }
            else if (key.Is("Callsite"u8))
            {
                rdd = rdd with { CallSite = reader.Text() ?? "" };
            }
            else if (key.Is("Parent IDs"u8))
            {
                rdd = rdd with { Parents = [.. reader.Integers().Select(id => new RddId(id))] };
            }
            else if (key.Is("Storage Level"u8))
            {
                rdd = rdd with { StorageLevel = StorageLevelReader.Read(ref reader) };
            }
            else if (key.Is("Barrier"u8))
            {
                rdd = rdd with { IsBarrier = reader.Boolean() };
            }
            else if (key.Is("Number of Partitions"u8))
            {
                rdd = rdd with { PartitionCount = reader.Integer32() ?? 0 };
            }
            else if (key.Is("Number of Cached Partitions"u8))
            {
                rdd = rdd with { CachedPartitionCount = reader.Integer32() ?? 0 };
            }
            else if (key.Is("Memory Size"u8))
            {
                rdd = rdd with { MemorySize = new(reader.Integer() ?? 0) };
            }
            else if (key.Is("Disk Size"u8))
            {
                rdd = rdd with { DiskSize = new(reader.Integer() ?? 0) };
            }
            else
            {
                reader.Skip();
            }
        }

        return rdd;
    }

    /// <summary>The scope is JSON inside a string: <c>{"id":"3","name":"map"}</c>.</summary>
    private static (string? Id, string? Name) Scope(string? json)
    {
        if (string.IsNullOrEmpty(json))
        {
            return default;
        }

        string? id = null, name = null;
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
            while (reader.Read() && reader.CurrentDepth <= 1)
            {
                if (reader.TokenType != JsonTokenType.PropertyName)
                {
                    continue;
                }

                var (isId, isName) = (reader.ValueTextEquals("id"u8), reader.ValueTextEquals("name"u8));
                reader.Read();
                if (isId && reader.TokenType == JsonTokenType.String)
                {
                    id = reader.GetString();
                }
                else if (isName && reader.TokenType == JsonTokenType.String)
                {
                    name = reader.GetString();
                }
                else
                {
                    reader.Skip();
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // A scope that is not JSON, or not Unicode, names nothing; the rest of the stage is of more use than an issue.
            return (id, name);
        }

        return (id, name);
    }
}
