using System.Buffers;

namespace TokenGrains.ApiHost.Django.Views;

/// <summary>Re-indents compact JSON as Python's <c>json.dumps(indent=n)</c>, for <c>Accept: application/json; indent=n</c>.</summary>
internal static class IndentedJson
{
    public static ReadOnlyMemory<byte> From(ReadOnlySpan<byte> compact, int indent)
    {
        var output = new ArrayBufferWriter<byte>(compact.Length * 2);
        var depth = 0;
        for (var i = 0; i < compact.Length; i++)
        {
            var c = compact[i];
            switch (c)
            {
                case (byte)'"':
                    var end = EndOfString(compact, i);
                    output.Write(compact[i..end]);
                    i = end - 1;
                    break;
                case (byte)'{' or (byte)'[' when compact[i + 1] is (byte)'}' or (byte)']':
                    output.Write(compact.Slice(i++, 2));
                    break;
                case (byte)'{' or (byte)'[':
                    output.Write([c]);
                    NewLine(output, ++depth * indent);
                    break;
                case (byte)'}' or (byte)']':
                    NewLine(output, --depth * indent);
                    output.Write([c]);
                    break;
                case (byte)',':
                    output.Write([c]);
                    NewLine(output, depth * indent);
                    break;
                case (byte)':':
                    output.Write(": "u8);
                    break;
                default:
                    output.Write([c]);
                    break;
            }
        }

        return output.WrittenMemory;
    }

    private static int EndOfString(ReadOnlySpan<byte> json, int start)
    {
        var i = start + 1;
        while (json[i] != '"')
            i += json[i] == '\\' ? 2 : 1;
        return i + 1;
    }

    private static void NewLine(ArrayBufferWriter<byte> output, int spaces)
    {
        var line = output.GetSpan(spaces + 1)[..(spaces + 1)];
        line.Fill((byte)' ');
        line[0] = (byte)'\n';
        output.Advance(line.Length);
    }
}
