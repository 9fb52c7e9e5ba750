namespace TokenGrains.ApiHost.Django.Views;

/// <summary>DRF's <c>request.data</c>: in nearly every case an object whose members are sought by name.</summary>
/// <remarks>What stands inside nested lists and objects is checked but not kept: no field of the Django face reads it.</remarks>
internal sealed class ParsedBody(BodyValueKind kind, IReadOnlyList<(string Name, BodyValue Value)> members)
{
    /// <summary>No body at all counts as an object without members.</summary>
    public static readonly ParsedBody Empty = new(BodyValueKind.Object, []);

    public BodyValueKind Kind => kind;

    public IReadOnlyList<(string Name, BodyValue Value)> Members => members;

    /// <summary>True for a form or multipart body, where an optional field that was left empty counts as absent.</summary>
    public bool FromForm { get; init; }

    /// <summary>The last member of that name, as in Python's <c>dict</c> and in Django's <c>QueryDict</c>.</summary>
    public BodyValue Find(CharField field)
    {
        for (var i = members.Count - 1; i >= 0; i--)
        {
            if (members[i].Name == field.Name)
                return FromForm && !field.Required && members[i].Value.Text == "" ? default : members[i].Value;
        }

        return default;
    }
}

/// <summary>A value and its Python type. <see cref="Text"/> is a string as it is, a number as Python's <c>str()</c> prints it, else null.</summary>
internal readonly record struct BodyValue(BodyValueKind Kind, string? Text = null);

internal enum BodyValueKind
{
    Absent,
    Null,
    Boolean,
    Integer,
    Float,
    String,
    List,
    Object,
    File,
}

internal static class BodyValueKindNames
{
    /// <summary>The name of the Python type, as it appears in DRF's error texts.</summary>
    public static string PythonName(this BodyValueKind kind) => kind switch
    {
        BodyValueKind.Boolean => "bool",
        BodyValueKind.Integer => "int",
        BodyValueKind.Float => "float",
        BodyValueKind.String => "str",
        BodyValueKind.List => "list",
        BodyValueKind.Object => "dict",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No error text names this type."),
    };
}
