using Stoker.Model.Executors;

namespace Stoker.EventLogs.Events.Executors;

/// <summary>A resource profile became known.</summary>
internal sealed record ResourceProfileAdded(ResourceProfile Profile) : LogEvent
{
    public static ResourceProfileAdded Read(ref EventReader reader)
    {
        int? id = null;
        var executor = new Dictionary<string, ExecutorResourceRequest>();
        var task = new Dictionary<string, double>();
        while (reader.NextKey(out var key))
        {
            if (key.Is("Resource Profile Id"u8))
            {
                id = reader.Integer32();
            }
            else if (key.Is("Executor Resource Requests"u8))
            {
                ReadRequests(ref reader, request => executor[request.Name] = new(request.Name, (long)request.Amount, request.Script, request.Vendor));
            }
            else if (key.Is("Task Resource Requests"u8))
            {
                ReadRequests(ref reader, request => task[request.Name] = request.Amount);
            }
            else
            {
                reader.Skip();
            }
        }

        return new ResourceProfileAdded(
            new ResourceProfile(new ResourceProfileId(id ?? throw new IncompleteEventException("Resource Profile Id")), executor, task));
    }

    private static void ReadRequests(ref EventReader reader, Action<(string Name, double Amount, string Script, string Vendor)> add)
    {
        if (!reader.EnterObject())
        {
            return;
        }

        while (reader.NextKey(out var resource))
        {
            var request = (Name: reader.Strings.Get(resource.Name), Amount: 0.0, Script: "", Vendor: "");
            if (!reader.EnterObject())
            {
                continue;
            }

            while (reader.NextKey(out var key))
            {
                if (key.Is("Amount"u8))
                {
                    request.Amount = reader.Real() ?? 0;
                }
                else if (key.Is("Discovery Script"u8))
                {
                    request.Script = reader.Text() ?? "";
                }
                else if (key.Is("Vendor"u8))
                {
                    request.Vendor = reader.Text() ?? "";
                }
                else
                {
                    reader.Skip();
                }
            }

            add(request);
        }
    }
}
