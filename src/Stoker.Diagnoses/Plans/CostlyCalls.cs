namespace Stoker.Diagnoses.Plans;

/// <summary>Calls in plan text that cost far more than reading the row: hashes, patterns, parsing, functions over arrays.</summary>
internal static class CostlyCalls
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "sha", "sha1", "sha2", "md5", "crc32", "regexp_extract", "regexp_extract_all", "regexp_replace", "regexp_count", "rlike", "from_json", "get_json_object", "json_tuple", "to_json",
        "from_csv", "from_xml", "parse_url", "split", "translate", "levenshtein", "soundex", "str_to_map", "date_format", "gettimestamp", "to_timestamp", "unix_timestamp", "from_unixtime",
        "aes_encrypt", "aes_decrypt", "base64", "unbase64", "conv", "transform", "filter", "exists", "aggregate", "lambdafunction", "array_distinct", "array_intersect", "array_union",
        "sort_array", "array_sort", "sequence", "map_from_arrays", "xpath", "bround", "schema_of_json", "parse_json", "variant_get",
    };

    /// <summary>The outermost costly calls with their arguments, in order, each once.</summary>
    public static IReadOnlyList<string> In(string text)
    {
        List<string> found = [];
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf('(', at);
            if (open < 0)
            {
                break;
            }

            var start = open;
            while (start > at && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] == '_'))
            {
                start--;
            }

            if (!Names.Contains(text[start..open]))
            {
                at = open + 1;
                continue;
            }

            var end = EndOf(text, open);
            var call = text[start..end];
            if (!found.Contains(call))
            {
                found.Add(call);
            }

            at = end;
        }

        return found;
    }

    /// <summary>The position behind the parenthesis that closes another, or the end of a text that was cut.</summary>
    private static int EndOf(string text, int open)
    {
        var depth = 0;
        for (var at = open; at < text.Length; at++)
        {
            depth += text[at] == '(' ? 1 : text[at] == ')' ? -1 : 0;
            if (depth == 0)
            {
                return at + 1;
            }
        }

        return text.Length;
    }
}
